package store

// Room is how much a store holds and may hold, in bytes; Size is 0 when nobody
// can tell.
type Room struct {
	Used, Size int64
}

// Ample is room enough on a disk, however full it is: a month of files and years
// of words.
const Ample = 8 << 30

// filesPart is what files may fill of a store, in percent: the rest is for
// words, which must always fit.
const filesPart = 70

// Fits reports whether a file of n bytes leaves enough room for words.
func (r Room) Fits(n int) bool {
	return r.Size <= 0 || r.Used+int64(n) <= r.Size/100*filesPart
}

// Fuller returns the one of two with the smaller part free.
func (r Room) Fuller(o Room) Room {
	if r.Size <= 0 || o.Size > 0 && float64(o.Used)/float64(o.Size) > float64(r.Used)/float64(r.Size) {
		return o
	}
	return r
}
