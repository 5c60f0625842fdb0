// Package worktime reads when staff are at work, as it is written in a setting or
// by a company ("Mon-Fri 08:00-17:30; off 2026-01-01"), and counts in that time.
//
// It knows nothing of tickets or promises. Everything here is immutable and safe for
// concurrent use. Start reading at Parse.
package worktime

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
)

// Hours is when staff are at work. It is immutable; the zero Hours is always
// open.
type Hours struct {
	week [7][]interval // by time.Weekday; all empty: always open
	off  []days
	loc  *time.Location
}

// interval is a part of a day in minutes since local midnight, from ≤ m < to.
type interval struct{ from, to int }

// days is a run of calendar days, both ends included, as "2006-01-02" so that
// they compare as text.
type days struct{ from, to string }

// horizon bounds every search for working time: longer than any holiday.
const horizon = 400

// Parse reads working hours such as
//
//	Mon-Fri 08:00-12:00,13:30-17:30; Sat 08:00-12:00; off 2026-01-01,2026-02-16..2026-02-20
//
// Days are Mon … Sun or T2 … T7, CN, single, listed or as a range; an interval
// may pass midnight; sections about the same day add up. "" and "24/7" mean
// always open.
func Parse(s string, loc *time.Location) (Hours, error) {
	h := Hours{loc: loc}
	if loc == nil {
		h.loc = time.UTC
	}
	if s = strings.TrimSpace(s); s == "" || s == "24/7" {
		return h, nil
	}
	for section := range strings.SplitSeq(s, ";") {
		if section = strings.TrimSpace(section); section == "" {
			continue
		}
		if err := h.section(section); err != nil {
			return Hours{}, fmt.Errorf("working hours %q: %w", section, err)
		}
	}
	if h.Always() {
		return Hours{}, fmt.Errorf("working hours %q: no hours at all; write for example Mon-Fri 08:00-17:30", s)
	}
	for d := range h.week {
		h.week[d] = merge(h.week[d])
	}
	return h, nil
}

// merge sorts intervals and joins those that touch.
func merge(in []interval) []interval {
	sort.Slice(in, func(i, j int) bool { return in[i].from < in[j].from })
	var out []interval
	for _, iv := range in {
		if n := len(out); n > 0 && iv.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, iv.to)
			continue
		}
		out = append(out, iv)
	}
	return out
}

// Always reports whether staff are always at work.
func (h Hours) Always() bool {
	for _, d := range h.week {
		if len(d) > 0 {
			return false
		}
	}
	return true
}

// Days is a run of days of the week with the same hours.
type Days struct {
	From, To time.Weekday
	Hours    []string // "08:00–12:00"
}

// Week returns the days on which staff are at work, from Monday; none where they always
// are.
func (h Hours) Week() (out []Days) {
	for n := range 7 {
		d := time.Weekday((n + 1) % 7)
		var hours []string
		for _, iv := range h.week[d] {
			hours = append(hours, fmt.Sprintf("%02d:%02d–%02d:%02d", iv.from/60, iv.from%60, iv.to/60%24, iv.to%60))
		}
		switch last := len(out) - 1; {
		case len(hours) == 0:
		case last >= 0 && (out[last].To+1)%7 == d && slices.Equal(out[last].Hours, hours):
			out[last].To = d
		default:
			out = append(out, Days{d, d, hours})
		}
	}
	return out
}

// Location returns the time zone in which hours are meant and shown.
func (h Hours) Location() *time.Location {
	if h.loc == nil {
		return time.UTC
	}
	return h.loc
}

// Open reports whether staff are at work at t.
func (h Hours) Open(t time.Time) bool {
	next := h.Next(t)
	return next.Equal(t)
}

// Next returns the first moment at or after t when staff are at work: t
// itself when they are. Zero when there is none within a year.
func (h Hours) Next(t time.Time) time.Time {
	from, _ := h.Span(t)
	return from
}

// Span returns the working interval that contains t, cut at t, or the first
// one after it.
func (h Hours) Span(t time.Time) (from, to time.Time) {
	if h.Always() {
		return t, t.Add(horizon * 24 * time.Hour)
	}
	local := t.In(h.Location())
	for n := range horizon {
		for _, iv := range h.on(local, n) {
			a, b := h.clock(local, n, iv.from), h.clock(local, n, iv.to)
			switch {
			case !b.After(t): // over
			case a.After(t):
				return a, b
			default:
				return t, b
			}
		}
	}
	return time.Time{}, time.Time{}
}

// on returns the intervals of the day n days after the day of t.
func (h Hours) on(t time.Time, n int) []interval {
	day := h.clock(t, n, 12*60)
	date := day.Format(time.DateOnly)
	for _, off := range h.off {
		if off.from <= date && date <= off.to {
			return nil
		}
	}
	return h.week[day.Weekday()]
}

func (h Hours) clock(t time.Time, n, minutes int) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+n, 0, minutes, 0, 0, h.Location())
}

// Add returns the moment when d of working time has passed since t. Without
// any working time within a year it counts every hour.
func (h Hours) Add(t time.Time, d time.Duration) time.Time {
	at := t
	for left := d; ; {
		from, to := h.Span(at)
		if from.IsZero() {
			return t.Add(d)
		}
		if got := to.Sub(from); got < left {
			left, at = left-got, to
			continue
		}
		return from.Add(left)
	}
}

// Between returns how much working time lies between two moments: nothing when
// to is not after from. Without any working time within a year every hour
// counts, as for Add.
func (h Hours) Between(from, to time.Time) (sum time.Duration) {
	for at := from; at.Before(to); {
		a, b := h.Span(at)
		switch {
		case a.IsZero():
			return sum + to.Sub(at)
		case !a.Before(to):
			return sum
		case b.After(to):
			return sum + to.Sub(a)
		}
		sum, at = sum+b.Sub(a), b
	}
	return sum
}
