//! The time axis: the part of the run that is shown, and its ticks.

use crate::format::{short, unit_for};

/// The part of the run that is shown, and how wide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Nanoseconds at the left edge.
    pub start: u64,
    /// Nanoseconds at the right edge; always above `start`.
    pub end: u64,
    /// In pixels.
    pub width: f64,
}

impl Window {
    /// The whole run, with a little room behind its end.
    pub fn whole(end: u64, width: f64) -> Window {
        Window { start: 0, end: (end + end / 50).max(1), width }
    }

    /// Pixels from the left edge.
    pub fn x(&self, time: u64) -> f64 {
        (time as f64 - self.start as f64) / (self.end - self.start) as f64 * self.width
    }

    /// The time at a distance from the left edge.
    pub fn time(&self, x: f64) -> u64 {
        let share = (x / self.width).clamp(0.0, 1.0);
        self.start + (share * (self.end - self.start) as f64).round() as u64
    }

    /// A window `factor` times as long around the time at `x`, inside `whole`.
    pub fn zoomed(&self, factor: f64, x: f64, whole: &Window) -> Window {
        let full = (whole.end - whole.start) as f64;
        // Below some hundred nanoseconds there is nothing to see.
        let length = ((self.end - self.start) as f64 * factor).clamp(full.min(200.0), full);
        let center = self.time(x) as f64;
        let start = center - length * (x / self.width).clamp(0.0, 1.0);
        self.placed(start, length, whole)
    }

    /// A window of the same length, `share` of its length further.
    pub fn moved(&self, share: f64, whole: &Window) -> Window {
        let length = (self.end - self.start) as f64;
        self.placed(self.start as f64 + length * share, length, whole)
    }

    fn placed(&self, start: f64, length: f64, whole: &Window) -> Window {
        let start = start.clamp(whole.start as f64, (whole.end as f64 - length).max(whole.start as f64));
        let begin = start.round() as u64;
        Window { start: begin, end: begin + (length.round() as u64).max(1), width: self.width }
    }
}

/// Ticks with round numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Position and number of each.
    pub ticks: Vec<(f64, String)>,
    /// The unit of all numbers.
    pub unit: &'static str,
}

/// Ticks about `distance` pixels apart, at multiples of 1, 2 or 5.
pub fn axis(window: &Window, distance: f64) -> Axis {
    let (size, unit) = unit_for(window.end);
    let wanted = (window.end - window.start) as f64 / (window.width / distance).max(1.0);
    let power = 10f64.powf(wanted.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].iter().map(|factor| factor * power).find(|step| *step >= wanted);
    let step = step.unwrap_or(power * 10.0).max(1.0);
    let mut ticks = Vec::new();
    let mut tick = (window.start as f64 / step).ceil() * step;
    while tick <= window.end as f64 {
        let number = tick / size;
        // A step below a hundredth of the unit needs more digits than `short` has.
        let digits = (-(step / size).log10().floor()).max(0.0) as usize;
        let text = if digits > 2 { format!("{number:.digits$}") } else { trimmed(number, digits) };
        ticks.push((window.x(tick as u64), text));
        tick += step;
    }
    Axis { ticks, unit }
}

fn trimmed(number: f64, digits: usize) -> String {
    if number == 0.0 { short(0.0) } else { format!("{number:.digits$}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_ticks() {
        for (start, end, width, unit, numbers) in [
            (0, 1_000_000, 500.0, "ms", vec!["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            (0, 37_000, 400.0, "µs", vec!["0", "10", "20", "30"]),
            (2_000_000_000, 2_004_000_000, 400.0, "s", vec!["2.000", "2.001", "2.002", "2.003", "2.004"]),
            (0, 1, 100.0, "ns", vec!["0", "1"]),
        ] {
            let found = axis(&Window { start, end, width }, 100.0);
            let texts: Vec<_> = found.ticks.iter().map(|tick| tick.1.as_str()).collect();
            assert_eq!((found.unit, texts), (unit, numbers));
        }
    }

    #[test]
    fn zoom_keeps_the_time_under_the_pointer() {
        let whole = Window::whole(1_000_000, 1000.0);
        let time = whole.time(300.0);
        let near = whole.zoomed(0.25, 300.0, &whole);
        assert!(near.time(300.0).abs_diff(time) <= 1);
        assert_eq!(near.zoomed(100.0, 10.0, &whole), whole);
        assert_eq!(near.moved(-100.0, &whole).start, 0);
        assert_eq!(near.moved(100.0, &whole).end, whole.end);
    }
}
