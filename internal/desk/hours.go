package desk

import (
	"errors"
	"fmt"
	"sort"
	"strconv"
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

// ParseHours reads working hours such as
//
//	Mon-Fri 08:00-12:00,13:30-17:30; Sat 08:00-12:00; off 2026-01-01,2026-02-16..2026-02-20
//
// Days are Mon … Sun or T2 … T7, CN, single, listed or as a range; an interval
// may pass midnight; sections about the same day add up. "" and "24/7" mean
// always open.
func ParseHours(s string, loc *time.Location) (Hours, error) {
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
	if h.always() {
		return Hours{}, fmt.Errorf("working hours %q: no hours at all; write for example Mon-Fri 08:00-17:30", s)
	}
	for d := range h.week {
		h.week[d] = merge(h.week[d])
	}
	return h, nil
}

func (h *Hours) section(s string) error {
	fields := strings.Fields(s)
	if strings.EqualFold(fields[0], "off") {
		return h.holidays(strings.Join(fields[1:], ""))
	}
	at := len(fields)
	for i, f := range fields {
		if strings.Contains(f, ":") {
			at = i
			break
		}
	}
	if at == 0 || at == len(fields) {
		return errors.New("want days and times, such as Mon-Fri 08:00-12:00,13:30-17:30")
	}
	week, err := parseDays(strings.Join(fields[:at], ""))
	if err != nil {
		return err
	}
	for span := range strings.SplitSeq(strings.Join(fields[at:], ""), ",") {
		iv, err := parseInterval(span)
		if err != nil {
			return err
		}
		h.add(week, iv)
	}
	return nil
}

func (h *Hours) add(week []time.Weekday, iv interval) {
	for _, d := range week {
		if iv.from < iv.to {
			h.week[d] = append(h.week[d], iv)
			continue
		}
		h.week[d] = append(h.week[d], interval{iv.from, dayMinutes})
		if iv.to > 0 {
			next := (d + 1) % 7
			h.week[next] = append(h.week[next], interval{0, iv.to})
		}
	}
}

const dayMinutes = 24 * 60

// weekday reads one name of a day, in English or Vietnamese.
func weekday(s string) (time.Weekday, bool) {
	switch s = strings.ToLower(s); s {
	case "cn":
		return time.Sunday, true
	case "t2", "t3", "t4", "t5", "t6", "t7":
		return time.Weekday(s[1] - '1'), true
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if s == name || s == name[:3] {
			return d, true
		}
	}
	return 0, false
}

func parseDays(s string) ([]time.Weekday, error) {
	var out []time.Weekday
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "-")
		a, ok := weekday(from)
		if !ok {
			return nil, fmt.Errorf("unknown day %q: use Mon … Sun or T2 … T7, CN", from)
		}
		if !isRange {
			out = append(out, a)
			continue
		}
		b, ok := weekday(to)
		if !ok {
			return nil, fmt.Errorf("unknown day %q: use Mon … Sun or T2 … T7, CN", to)
		}
		for d := a; ; d = (d + 1) % 7 {
			out = append(out, d)
			if d == b {
				break
			}
		}
	}
	return out, nil
}

func parseInterval(s string) (interval, error) {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return interval{}, fmt.Errorf("times %q: want from-to, such as 08:00-12:00", s)
	}
	a, err := parseMinutes(from)
	if err != nil {
		return interval{}, err
	}
	b, err := parseMinutes(to)
	if err != nil {
		return interval{}, err
	}
	if a == b || a == dayMinutes {
		return interval{}, fmt.Errorf("times %q: the interval is empty", s)
	}
	return interval{a, b}, nil
}

func parseMinutes(s string) (int, error) {
	hh, mm, ok := strings.Cut(s, ":")
	h, err1 := strconv.ParseUint(hh, 10, 8)
	m, err2 := strconv.ParseUint(mm, 10, 8)
	if !ok || err1 != nil || err2 != nil || len(mm) != 2 || h > 24 || m > 59 || (h == 24 && m != 0) {
		return 0, fmt.Errorf("time %q: want hours and minutes, such as 08:30", s)
	}
	return int(h)*60 + int(m), nil
}

func (h *Hours) holidays(s string) error {
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "..")
		if !isRange {
			to = from
		}
		for _, d := range []string{from, to} {
			if _, err := time.Parse(time.DateOnly, d); err != nil {
				return fmt.Errorf("holiday %q: want a date such as 2026-01-01, or two joined by \"..\"", d)
			}
		}
		if to < from {
			return fmt.Errorf("holiday %q ends before it begins", part)
		}
		h.off = append(h.off, days{from, to})
	}
	return nil
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

func (h Hours) always() bool {
	for _, d := range h.week {
		if len(d) > 0 {
			return false
		}
	}
	return true
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
	from, _ := h.next(t)
	return from
}

// next returns the working interval that contains t, cut at t, or the first
// one after it.
func (h Hours) next(t time.Time) (from, to time.Time) {
	if h.always() {
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
		from, to := h.next(at)
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
