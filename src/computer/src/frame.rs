//! Messages as they cross the WebSocket. From the page they are JSON texts. To the page they are bytes: the length of a JSON text
//! (32 bits, little endian), that text, and what bytes the message has; in their place the text says `{"$bytes": [from, to]}`.

use interleave_protocol::{FromSupervisor, ToSupervisor, pack};
use serde_json::{Value, json};

/// A message of the page.
///
/// # Errors
/// What does not fit.
pub(crate) fn read(text: &str) -> Result<ToSupervisor, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// A message to the page.
pub(crate) fn write(message: FromSupervisor) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut add = |part: &[u8]| {
        let from = bytes.len();
        bytes.extend_from_slice(part);
        json!({ "$bytes": [from, bytes.len()] })
    };
    let value = match message {
        FromSupervisor::Events { run, events } => {
            json!({ "Events": { "run": run, "events": add(&pack(&events)) } })
        }
        FromSupervisor::Files { run, files, more } => {
            let mut file = |file: interleave_protocol::RunFile| {
                let content = file.content.map_or(Value::Null, |content| add(&content));
                json!({ "path": file.path, "size": file.size, "content": content })
            };
            let files: Vec<Value> = files.into_iter().map(&mut file).collect();
            json!({ "Files": { "run": run, "files": files, "more": more } })
        }
        // What else there is has numbers and texts only.
        other => serde_json::to_value(other).unwrap_or_default(),
    };
    let text = value.to_string();
    let length = u32::try_from(text.len()).unwrap_or_default();
    [&length.to_le_bytes(), text.as_bytes(), &bytes].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave_protocol::{RunFile, Summary};
    use interleave_trace::{Event, Kind, State, Worker};

    #[test]
    fn bytes_follow_the_text() {
        let worker = Worker { pid: 1, thread: 0 };
        let events = vec![Event { time: 7, worker, kind: Kind::State(State::Ready) }];
        let file = |path: &str, content: Option<&[u8]>| RunFile {
            path: path.into(),
            size: 3,
            content: content.map(<[u8]>::to_vec),
        };
        let files = vec![file("a", Some(b"abc")), file("b", None), file("c", Some(b"def"))];
        let packed = pack(&events);
        for (message, text, bytes) in [
            (
                FromSupervisor::Events { run: 3, events },
                json!({ "Events": { "run": 3, "events": { "$bytes": [0, packed.len()] } } }),
                &packed[..],
            ),
            (
                FromSupervisor::Files { run: 3, files, more: 2 },
                json!({ "Files": { "run": 3, "more": 2, "files": [
                    { "path": "a", "size": 3, "content": { "$bytes": [0, 3] } },
                    { "path": "b", "size": 3, "content": null },
                    { "path": "c", "size": 3, "content": { "$bytes": [3, 6] } },
                ] } }),
                b"abcdef",
            ),
            (FromSupervisor::WorkerCount { alive: 2 }, json!({ "WorkerCount": { "alive": 2 } }), b""),
        ] {
            let frame = write(message);
            let (length, rest) = frame.split_first_chunk::<4>().unwrap();
            let (head, tail) = rest.split_at(u32::from_le_bytes(*length) as usize);
            assert_eq!(serde_json::from_slice::<Value>(head).unwrap(), text);
            assert_eq!(tail, bytes);
        }
        let summary = Summary { seconds: 0.5, ..Summary::default() };
        assert!(write(FromSupervisor::Finished { run: 1, status: -9, summary }).len() > 4);
    }

    #[test]
    fn what_the_page_leaves_out_is_as_usual() {
        let text = r#"{"Run": {"run": 4, "spec": {"program": {"main": {"file": "a.py", "text": "x"}}}}}"#;
        let Ok(ToSupervisor::Run(request)) = read(text) else { panic!("{:?}", read(text)) };
        assert_eq!((request.run, request.spec.program.main.text.as_str()), (4, "x"));
        for wrong in ["", "{", "[]", r#"{"Run": 3}"#, r#"{"Nothing": {}}"#] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
