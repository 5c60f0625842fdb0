package store

import "time"

// Moments are stored as whole milliseconds since 1970. The present is rounded
// down and a future moment up, so that nothing ever comes early. The zero
// time is 0.

// Millis returns the present moment t as stored.
func Millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// MillisUp returns a moment that is waited for as stored.
func MillisUp(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	ms := t.UnixMilli()
	if t.After(time.UnixMilli(ms)) {
		ms++
	}
	return ms
}

// Moment returns the time of a stored moment, in UTC.
func Moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Pacing is the state of the generic cell rate algorithm: the moment, in
// microseconds, at which a steady stream would be due again.
type Pacing int64

// Take asks for one place at now when one comes free every interval and burst
// may go at once. It returns 0 and the next state when granted, else how long
// to wait and the state unchanged.
func (p Pacing) Take(now time.Time, every time.Duration, burst int) (time.Duration, Pacing) {
	if every <= 0 {
		return 0, p
	}
	at, step := now.UnixMicro(), max(every.Microseconds(), 1)
	next := max(int64(p), at) + step
	if wait := next - step*int64(max(burst, 1)) - at; wait > 0 {
		return time.Duration(wait) * time.Microsecond, p
	}
	return 0, Pacing(next)
}
