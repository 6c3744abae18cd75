//! The cost of a bcrypt hash.

use std::fmt;
use std::str::FromStr;

/// The binary logarithm of bcrypt's number of iterations: 4 to 31, as in every implementation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cost(u8);

/// The reasons why a number cannot be a new hash's cost.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CostError {
    #[error("the cost is a number from 4 to 16")]
    NotANumber,
    /// bcrypt doesn't support this cost.
    #[error("bcrypt costs are 4 to 31; for a new hash, use 16 at most")]
    OutOfRange,
    /// bcrypt supports the cost, but flyteadmin would take too long.
    #[error(
        "flyteadmin verifies the hash for every token that flytepropeller requests: cost 16 takes seconds, each step \
            doubles the time, and clients time out"
    )]
    TooSlow,
}

impl Cost {
    /// The maximum cost of a new hash. flyteadmin verifies the hash for each of flytepropeller's token requests: that
    /// takes about 60 ms at the default of 10, 4 s at 16, a day at 31.
    pub const MAX_NEW: Self = Self(16);

    /// The maximum cost of a hash to verify, so that a hash of cost 31 cannot block a CI job for a day.
    pub const MAX_VERIFIED: Self = Self(12);

    /// Creates any cost that bcrypt supports.
    pub fn new(cost: u32) -> Result<Self, CostError> {
        match u8::try_from(cost) {
            Ok(cost @ 4..=31) => Ok(Self(cost)),
            _ => Err(CostError::OutOfRange),
        }
    }

    pub fn get(self) -> u32 {
        self.0.into()
    }
}

impl Default for Cost {
    /// Returns 10, the default of Go's bcrypt and the cost of the hashes in Flyte's own defaults.
    fn default() -> Self {
        Self(10)
    }
}

/// Parses the cost of a new hash, which is at most [`Cost::MAX_NEW`].
impl FromStr for Cost {
    type Err = CostError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let cost = Self::new(text.parse().map_err(|_| CostError::NotANumber)?)?;
        if cost > Self::MAX_NEW {
            return Err(CostError::TooSlow);
        }
        Ok(cost)
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_costs_from_4_to_16() {
        assert_eq!("4".parse(), Cost::new(4));
        assert_eq!("16".parse(), Ok(Cost::MAX_NEW));
        assert_eq!("17".parse::<Cost>(), Err(CostError::TooSlow));
        assert_eq!("31".parse::<Cost>(), Err(CostError::TooSlow));
        assert_eq!("3".parse::<Cost>(), Err(CostError::OutOfRange));
        assert_eq!("32".parse::<Cost>(), Err(CostError::OutOfRange));
        assert_eq!("300".parse::<Cost>(), Err(CostError::OutOfRange));
        assert_eq!("ten".parse::<Cost>(), Err(CostError::NotANumber));
        assert_eq!("".parse::<Cost>(), Err(CostError::NotANumber));
        assert_eq!(Cost::new(31).unwrap().get(), 31);
    }
}
