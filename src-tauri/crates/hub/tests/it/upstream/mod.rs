//! Townships whose hubs sync to the county's.

mod area;
mod converge;
mod levels;
mod older;
mod world;
