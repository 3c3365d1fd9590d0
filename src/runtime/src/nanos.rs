//! Seconds of the contract, nanoseconds inside: sums of nanoseconds are exact, and events carry them.

/// A reading of a clock.
pub(crate) fn from_seconds(seconds: f64) -> u64 {
    (seconds * 1e9).round() as u64
}

/// A span to wait: rounded up, so that no wait ends early.
pub(crate) fn span(seconds: f64) -> u64 {
    (seconds * 1e9).ceil() as u64
}

/// For the caller of the contract.
pub(crate) fn to_seconds(nanos: u64) -> f64 {
    nanos as f64 / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_survive_the_way_out_and_in() {
        for nanos in [0, 1, 29, 999_999_999, 1_000_000_001, 3_600_000_000_007, (1 << 51) + 1] {
            assert_eq!(from_seconds(to_seconds(nanos)), nanos);
        }
    }

    #[test]
    fn endless_spans_saturate() {
        assert_eq!(span(1e300), u64::MAX);
        assert_eq!(span(1e-12), 1);
    }
}
