mod any;
mod differences;
mod merges;
mod reading;
mod small;
