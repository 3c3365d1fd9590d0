//! Settings as they stand in a link: `driver=web&gil=off&cores=2&seed=7&policy=pct`.

use crate::{Driver, MAX_CORES, Policy, Settings};

/// A value that a setting cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What it can have, as in a sentence: `on or off`.
    pub allowed: String,
}

impl Settings {
    /// The keys, in the order of [`Settings::pairs`].
    pub const KEYS: [&str; 5] = ["driver", "gil", "cores", "seed", "policy"];

    /// Takes what a page's link says under one of the [`Settings::KEYS`]. False if it is none of them.
    ///
    /// # Errors
    /// If the value is not among those allowed; the settings then stay as they are.
    pub fn read(&mut self, key: &str, value: &str) -> Result<bool, Refused> {
        let refuse = |allowed: String| Refused { allowed };
        match key {
            "driver" => {
                let of_page = |driver: &Driver| Driver::OF_PAGE.contains(driver);
                self.driver = Driver::named(value)
                    .filter(of_page)
                    .ok_or_else(|| refuse(Driver::OF_PAGE.map(Driver::name).join(", ")))?;
            }
            "gil" => {
                self.gil = match value {
                    "on" | "1" | "true" => true,
                    "off" | "0" | "false" => false,
                    _ => return Err(refuse("on or off".into())),
                };
            }
            "cores" => {
                let cores = value.parse().ok().filter(|cores| (1..=MAX_CORES).contains(cores));
                self.cores = cores.ok_or_else(|| refuse(format!("a whole number from 1 to {MAX_CORES}")))?;
            }
            "seed" => {
                self.seed = Some(value.parse().map_err(|_| refuse("a whole number from 0".into()))?);
            }
            "policy" => self.policy = value.parse().map_err(|_| refuse(Policy::names()))?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What a link says of these settings, as key and value; what is usual is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let usual = Settings::default();
        let mut pairs = Vec::new();
        if self.driver != usual.driver {
            pairs.push(("driver", self.driver.name().to_owned()));
        }
        if self.gil != usual.gil {
            pairs.push(("gil", if self.gil { "on" } else { "off" }.to_owned()));
        }
        if self.cores != usual.cores {
            pairs.push(("cores", self.cores.to_string()));
        }
        if let Some(seed) = self.seed {
            pairs.push(("seed", seed.to_string()));
        }
        if self.policy != usual.policy && self.driver.is_simulated() {
            pairs.push(("policy", self.policy.name().to_owned()));
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_the_way_through_a_link() {
        for settings in [
            Settings::default(),
            Settings { driver: Driver::Web, seed: Some(7), ..Settings::default() },
            Settings { driver: Driver::Native, ..Settings::default() },
            Settings {
                gil: false,
                cores: 2,
                seed: Some(u64::MAX),
                policy: Policy::Pct,
                ..Settings::default()
            },
        ] {
            let mut read = Settings::default();
            for (key, value) in settings.pairs() {
                assert_eq!(read.read(key, &value), Ok(true), "{key}={value}");
                assert!(Settings::KEYS.contains(&key), "{key}");
            }
            assert_eq!(read, settings);
        }
        assert_eq!(Settings::default().read("N", "3"), Ok(false));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (key, value, allowed) in [
            ("driver", "gpu", "sim, web, native"),
            ("gil", "maybe", "on or off"),
            ("cores", "0", "a whole number from 1 to 256"),
            ("cores", "257", "a whole number from 1 to 256"),
            ("seed", "-1", "a whole number from 0"),
            ("policy", "x", "round-robin, random, pct, visitor"),
        ] {
            let mut settings = Settings::default();
            assert_eq!(settings.read(key, value), Err(Refused { allowed: allowed.into() }), "{key}={value}");
            assert_eq!(settings, Settings::default());
        }
    }
}
