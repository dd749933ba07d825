// The compiler asks this before it reaches for files, which browsers lack.
process.browser = true;
