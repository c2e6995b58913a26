mod golden;
mod month;
