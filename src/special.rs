//! Special functions: error function, normal, gamma and beta distributions. Pure numbers.
