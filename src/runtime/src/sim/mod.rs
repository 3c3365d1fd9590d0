//! The driver with virtual time.
