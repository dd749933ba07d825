export const due = (days, passed) => days - passed;
