//! Leads that find every owner busy: V12.

/// Chance that an arrival finds all of `servers` busy at `load` (arrivals times mean service), if it is then lost.
pub fn erlang_b(servers: u32, load: f64) -> f64 {
    (1..=servers).fold(1.0, |blocked, server| load * blocked / (f64::from(server) + load * blocked))
}

/// Chance that an arrival has to wait, if it does.
pub fn erlang_c(servers: u32, load: f64) -> f64 {
    let blocked = erlang_b(servers, load);
    let share = load / f64::from(servers);
    blocked / (1.0 - share * (1.0 - blocked))
}

/// Mean wait in units of the mean service.
pub fn mean_wait(servers: u32, load: f64) -> f64 {
    erlang_c(servers, load) / (f64::from(servers) - load)
}

#[cfg(test)]
mod tests {
    use super::super::agrees;
    use super::*;

    #[test]
    fn v12_lost_and_waiting_leads() {
        agrees(erlang_b(10, 8.0), ".121661");
        agrees(erlang_c(10, 8.0), ".409180");
        agrees(mean_wait(10, 8.0), ".204590");
        agrees(8.0 * mean_wait(10, 8.0), "1.636721");
    }
}
