//! Many hands for work that is no replication: pictures are rasterised, each alone, and kept in their order.

use rayon::prelude::*;

use super::Settings;

/// What `make` makes of each item, in the order of the items, on the threads of `settings`.
pub fn in_parallel<T: Sync, R: Send>(
    settings: &Settings,
    items: &[T],
    make: impl Fn(&T) -> R + Sync + Send,
) -> Vec<R> {
    let threads = settings.threads_used().min(items.len());
    if threads < 2 {
        return items.iter().map(make).collect();
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.expect("threads are at most what the command allows");
    pool.install(|| items.par_iter().with_max_len(1).map(make).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_items_for_any_number_of_threads() {
        let items: Vec<u64> = (0..40).collect();
        let squares: Vec<u64> = items.iter().map(|item| item * item).collect();
        for threads in [1, 2, 7, 64] {
            let settings = Settings { threads: Some(threads), ..Settings::new(1, 1) };
            assert_eq!(in_parallel(&settings, &items, |item| item * item), squares, "{threads} threads");
        }
        let nothing: Vec<u64> = in_parallel(&Settings::new(1, 1), &[], |item: &u64| *item);
        assert!(nothing.is_empty());
    }
}
