package chunker

// What a file costs a visit that loads it is its compressed bytes, a request, and a
// cold start: the encoder's window is empty, so that what files beside it hold is
// coded again, and names are imported and exported. All of that is counted in
// compressed bytes, so that one sum decides whether units share a file, with what
// some visits then load in vain on its other side.
//
// The constants were fitted on the sample's seven routes:
// their files one by one, as one stream, and without the import and export lists.

// compressedShare is the part of a script's final bytes that is left by brotli, at
// its best: from 0.16 (tables of functions) to 0.30 (applications' own code), 0.26
// of all.
const compressedShare = 0.27

// requestCost is the number of compressed bytes that are worth a request: at 10
// Mbit/s about 2 ms of transfer, which is what one more request on an open
// connection costs at the least.
const requestCost = 2300

// coldCost is the number of compressed bytes that one file more costs: 7.0 % of the
// sample's first visits, for 123 files beyond the first of each.
const coldCost = 900

// revisitShare is the part of visits that come back after the project's code has
// changed: they load again what shares a file with it.
const revisitShare = 0.25

// fileCost is what one file less is worth to a visit.
const fileCost = requestCost + coldCost

// compressed predicts the compressed size of so many final bytes.
func compressed(bytes float64) float64 { return bytes * compressedShare }
