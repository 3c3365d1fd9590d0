//! How a program's time goes with the number of its workers: speed-up, efficiency, and the two laws of it.
//!
//! Amdahl: "Validity of the single processor approach to achieving large scale computing capabilities", AFIPS 1967. Of a fixed
//! amount of work a share stays serial. Gustafson: "Reevaluating Amdahl's law", Communications of the ACM 31(5), 1988. The work
//! grows with the workers, and a share of the time on all of them is serial.

/// How many times faster this was than the first; none if it took no time at all.
pub fn speed_up(first: f64, this: f64) -> Option<f64> {
    (this > 0.0).then(|| first / this)
}

/// The times of several runs of the same.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Spread {
    pub median: f64,
    pub min: f64,
    pub max: f64,
}

impl Spread {
    /// Of these; none if there are none.
    pub fn of(times: &[f64]) -> Option<Spread> {
        let mut times = times.to_vec();
        times.sort_by(f64::total_cmp);
        let (min, max) = (*times.first()?, *times.last()?);
        let middle = times.len() / 2;
        let median = if times.len().is_multiple_of(2) {
            (times[middle - 1] + times[middle]) / 2.0
        } else {
            times[middle]
        };
        Some(Spread { median, min, max })
    }
}

/// What the speed-up is as a function of the workers and of the share that is serial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// Of a fixed amount of work.
    Amdahl,
    /// Of work that grows with the workers.
    Gustafson,
}

/// The serial share with which a law comes closest to what was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// From 0 to 1.
    pub serial: f64,
    /// Its standard error; none for a single point.
    pub uncertainty: Option<f64>,
    /// How far the law is from the measured speed-ups: the root of the mean square.
    pub distance: f64,
}

impl Law {
    /// Both.
    pub const ALL: [Law; 2] = [Law::Amdahl, Law::Gustafson];

    /// `Amdahl 1967`
    pub fn name(self) -> &'static str {
        match self {
            Law::Amdahl => "Amdahl 1967",
            Law::Gustafson => "Gustafson 1988",
        }
    }

    /// The speed-up with so many workers, where one has 1.
    pub fn speed_up(self, serial: f64, workers: f64) -> f64 {
        match self {
            Law::Amdahl => 1.0 / (serial + (1.0 - serial) / workers),
            Law::Gustafson => serial + (1.0 - serial) * workers,
        }
    }

    /// The greatest speed-up of all, if there is one.
    pub fn limit(self, serial: f64) -> Option<f64> {
        (self == Law::Amdahl && serial > 0.0).then(|| 1.0 / serial)
    }

    /// The serial share that fits best, by least squares: of the time for Amdahl, of the speed-up for Gustafson. In both the law
    /// is a line through the point of one worker. None without a point of two workers or more.
    ///
    /// Points are (workers, speed-up over one worker).
    pub fn fit(self, points: &[(f64, f64)]) -> Option<Fit> {
        // One worker has a speed-up of 1 whatever the share is.
        let points: Vec<(f64, f64)> =
            points.iter().copied().filter(|(workers, speed_up)| *workers > 1.0 && *speed_up > 0.0).collect();
        let line = points.iter().map(|&(workers, speed_up)| match self {
            Law::Amdahl => (1.0 - 1.0 / workers, 1.0 / speed_up - 1.0 / workers),
            Law::Gustafson => (workers - 1.0, workers - speed_up),
        });
        let (xx, xy) = line.clone().fold((0.0, 0.0), |(xx, xy), (x, y)| (xx + x * x, xy + x * y));
        if points.is_empty() {
            return None;
        }
        let slope: f64 = xy / xx;
        let rest: f64 = line.map(|(x, y)| (y - slope * x).powi(2)).sum();
        let free = points.len() - 1;
        let uncertainty = (free > 0).then(|| (rest / free as f64 / xx).sqrt());
        // Faster than the number of workers, or slower than one: the nearest share that there is.
        let serial = slope.clamp(0.0, 1.0);
        let square = |&(workers, speed_up): &(f64, f64)| (self.speed_up(serial, workers) - speed_up).powi(2);
        let distance = (points.iter().map(square).sum::<f64>() / points.len() as f64).sqrt();
        Some(Fit { serial, uncertainty, distance })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(law: Law, serial: f64) -> Vec<(f64, f64)> {
        [1.0, 2.0, 4.0, 8.0].map(|workers| (workers, law.speed_up(serial, workers))).to_vec()
    }

    #[test]
    fn spreads() {
        for (times, expected) in [
            (&[][..], None),
            (&[2.0], Some((2.0, 2.0, 2.0))),
            (&[3.0, 1.0, 2.0], Some((2.0, 1.0, 3.0))),
            (&[4.0, 1.0, 2.0, 3.0], Some((2.5, 1.0, 4.0))),
        ] {
            let found = Spread::of(times).map(|spread| (spread.median, spread.min, spread.max));
            assert_eq!(found, expected, "{times:?}");
        }
        assert_eq!((speed_up(6.0, 2.0), speed_up(6.0, 0.0)), (Some(3.0), None));
    }

    #[test]
    fn laws_by_hand() {
        for (law, serial, workers, speed_up) in [
            (Law::Amdahl, 0.5, 2.0, 4.0 / 3.0),
            (Law::Amdahl, 0.1, 10.0, 10.0 / 1.9),
            (Law::Amdahl, 0.0, 8.0, 8.0),
            (Law::Amdahl, 1.0, 8.0, 1.0),
            (Law::Gustafson, 0.5, 2.0, 1.5),
            (Law::Gustafson, 0.1, 10.0, 9.1),
        ] {
            assert!((law.speed_up(serial, workers) - speed_up).abs() < 1e-12, "{law:?} {serial} {workers}");
        }
        assert_eq!(
            (Law::Amdahl.limit(0.25), Law::Amdahl.limit(0.0), Law::Gustafson.limit(0.25)),
            (Some(4.0), None, None)
        );
    }

    #[test]
    fn a_law_finds_its_own_share() {
        for law in Law::ALL {
            for serial in [0.0, 0.05, 0.3, 1.0] {
                let fit = law.fit(&points(law, serial)).unwrap();
                assert!(
                    (fit.serial - serial).abs() < 1e-9 && fit.distance < 1e-9,
                    "{law:?} {serial} {fit:?}"
                );
                assert!(fit.uncertainty.unwrap() < 1e-9);
            }
            let other = if law == Law::Amdahl { Law::Gustafson } else { Law::Amdahl };
            assert!(other.fit(&points(law, 0.3)).unwrap().distance > 0.1, "{law:?}");
        }
    }

    #[test]
    fn what_cannot_be_fitted() {
        for (points, serial, uncertain) in [
            (&[][..], None, None),
            (&[(1.0, 1.0)], None, None),
            (&[(1.0, 1.0), (2.0, 1.0)], Some(1.0), None),
            // Better than the number of workers, worse than one.
            (&[(2.0, 3.0), (4.0, 6.0)], Some(0.0), Some(true)),
            (&[(2.0, 0.5), (4.0, 0.3)], Some(1.0), Some(true)),
        ] {
            for law in Law::ALL {
                let fit = law.fit(points);
                assert_eq!(fit.map(|fit| fit.serial), serial, "{law:?} {points:?}");
                assert_eq!(fit.and_then(|fit| fit.uncertainty).map(|error| error > 0.0), uncertain);
            }
        }
    }
}
