//! The picture is moved with one pointer, and zoomed with two fingers.

use super::Window;

/// Pixels that a pointer may tremble in a click.
const SLACK: f64 = 4.0;

/// The pointers that are down on the picture, and where the picture was then.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drag {
    /// By number: where it went down, and where it is.
    pointers: Vec<(i32, f64, f64)>,
    from: Option<Window>,
    moved: bool,
}

impl Drag {
    /// A pointer goes down.
    pub fn begin(&mut self, pointer: i32, x: f64, window: Window) {
        if self.pointers.is_empty() {
            self.moved = false;
        }
        self.pointers.retain(|(other, ..)| *other != pointer);
        self.pointers.push((pointer, x, x));
        self.rest(window);
    }

    /// A pointer moves: where the picture is to be; none if that does not concern it.
    pub fn moved(&mut self, pointer: i32, x: f64, whole: &Window) -> Option<Window> {
        let from = self.from?;
        self.pointers.iter_mut().find(|(other, ..)| *other == pointer)?.2 = x;
        let next = match self.pointers[..] {
            // There is nothing to move to: the pointer selects moments.
            [_] if from == *whole => return None,
            [(_, began, now)] => {
                if !self.moved && (now - began).abs() < SLACK {
                    return None;
                }
                from.moved((began - now) / from.width, whole)
            }
            [(_, a, a_now), (_, b, b_now), ..] => {
                let (before, after) = ((b - a).abs().max(1.0), (b_now - a_now).abs().max(1.0));
                let zoomed = from.zoomed(before / after, f64::midpoint(a, b), whole);
                let distance = f64::midpoint(a, b) - f64::midpoint(a_now, b_now);
                zoomed.moved(distance / from.width, whole)
            }
            [] => return None,
        };
        self.moved = true;
        Some(next)
    }

    /// A pointer goes up, or is lost.
    pub fn end(&mut self, pointer: i32, window: Window) {
        self.pointers.retain(|(other, ..)| *other != pointer);
        self.rest(window);
    }

    /// Whether the picture was moved since the first pointer went down; asked for once.
    pub fn take_moved(&mut self) -> bool {
        std::mem::take(&mut self.moved)
    }

    /// What follows is measured from here.
    fn rest(&mut self, window: Window) {
        for (_, began, now) in &mut self.pointers {
            *began = *now;
        }
        self.from = Some(window).filter(|_| !self.pointers.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Window = Window { start: 0, end: 1_000_000, width: 100.0 };
    const PART: Window = Window { start: 400_000, end: 600_000, width: 100.0 };

    #[test]
    fn one_pointer_moves_two_zoom() {
        let mut drag = Drag::default();
        assert_eq!(drag.moved(1, 50.0, &WHOLE), None);
        drag.begin(1, 50.0, PART);
        assert_eq!(drag.moved(1, 52.0, &WHOLE), None);
        let moved = drag.moved(1, 30.0, &WHOLE).expect("it is dragged");
        assert_eq!((moved.start, moved.end), (440_000, 640_000));
        assert_eq!(drag.moved(1, -900.0, &WHOLE).map(|window| window.end), Some(1_000_000));
        drag.end(1, moved);
        assert!(drag.take_moved() && !drag.take_moved());
        // Two fingers that part: half as much is seen, around the middle.
        drag.begin(1, 40.0, PART);
        drag.begin(2, 60.0, PART);
        assert!(drag.moved(1, 30.0, &WHOLE).is_some());
        let zoomed = drag.moved(2, 70.0, &WHOLE).expect("it is zoomed");
        assert_eq!((zoomed.start, zoomed.end), (450_000, 550_000));
        // The whole run cannot be moved: the pointer selects.
        drag.end(1, WHOLE);
        drag.end(2, WHOLE);
        drag.begin(3, 10.0, WHOLE);
        assert_eq!(drag.moved(3, 90.0, &WHOLE), None);
    }
}
