//! Random streams: the same luck for every plan.
//!
//! A draw depends on seed, replication, purpose and entity only, never on how many draws some other part of the
//! model made. That alone makes two plans comparable replication by replication (common random numbers).
//!
//! The generator is one decision, written down here: keys are mixed with the finalizer of SplitMix64 (Steele, Lea &
//! Flood 2014, with the constants of Stafford's variant 13), draws of a key come in counter form, `mix(key + n·φ)`,
//! and a sampler that needs an unknown number of draws opens xoshiro256++ (Blackman & Vigna 2019) on the key.
