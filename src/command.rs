//! One file a subcommand: load, simulate, warn, show, write. The only room that prints and opens files.
