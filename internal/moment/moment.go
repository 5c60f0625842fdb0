// Package moment reads when something occurred from how people say it: "9h sáng
// nay", "14:30 hôm qua", "15 phút trước". It says nothing of what occurred, and
// takes the present from its caller. Safe for concurrent use. Start reading at
// When.
package moment

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"hotro/internal/text"
)

var (
	clock = regexp.MustCompile(`\b([01]?\d|2[0-3])\s*(?:h|g|gio|:)\s*([0-5]\d)?\b`)
	dated = regexp.MustCompile(`\b(\d{1,2})(?:\s*[/-]\s*|\s*thang\s*)(\d{1,2})(?:(?:\s*[/-]\s*|\s*nam\s*)(\d{4}|\d{2}))?\b`)
	year  = regexp.MustCompile(`\b(?:nam|year)\s*(\d{4})\b`)
	ago   = regexp.MustCompile(`\b(\d{1,3})\s*(?:p|phut|minutes?)\b`)
)

// early is how far ahead of now something may be said to have been: clocks differ,
// and people round up.
const early = 2 * time.Hour

// When reads the moment a user remembers ("9h sáng nay", "14:30 hôm qua",
// "15 phút trước", "vừa xong"), in the place and day of now. It reports false
// when the words name no time of day, or one that is still to come.
func When(s string, now time.Time) (time.Time, bool) {
	s = text.Fold(s)
	if m := ago.FindStringSubmatch(s); m != nil && strings.Contains(s, "truoc") {
		n, _ := strconv.Atoi(m[1]) // three digits at most
		return now.Add(-time.Duration(n) * time.Minute), true
	}
	m := clock.FindStringSubmatch(s)
	if m == nil {
		if strings.Contains(s, "vua") || strings.Contains(s, "moi day") || strings.Contains(s, "nay gio") || strings.Contains(s, "luc nay") {
			return now, true
		}
		return time.Time{}, false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2]) // empty: on the hour
	if hour < 12 && afternoon(s) {
		hour += 12
	}
	day, named := dayOf(s, now)
	at := time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, now.Location())
	if !named && at.After(now.Add(time.Hour)) { // still to come: the day before was meant
		at = at.AddDate(0, 0, -1)
	}
	return at, !at.After(now.Add(early))
}

// ToCome reports whether words name a time at which nothing can have happened
// yet: tomorrow, the year 2100.
func ToCome(s string, now time.Time) bool {
	if clock.MatchString(text.Fold(s)) {
		at, past := When(s, now)
		return !past && !at.IsZero()
	}
	day, named := dayOf(text.Fold(s), now)
	return named && day.After(now.Add(early))
}

func afternoon(s string) bool {
	for _, w := range []string{"chieu", "toi", "dem", "pm"} {
		if strings.Contains(" "+s+" ", " "+w+" ") {
			return true
		}
	}
	return false
}

// dayOf is the day that words name, and whether they do: today when not. A date
// without a year that is more than a month to come was last year.
func dayOf(s string, now time.Time) (day time.Time, named bool) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	for words, days := range map[string]int{
		"hom qua": -1, "hom kia": -2, "ngay mai": 1, "sang mai": 1, "trua mai": 1, "chieu mai": 1, "toi mai": 1, "tomorrow": 1, "ngay kia": 2, "ngay mot": 2,
	} {
		if strings.Contains(" "+s+" ", " "+words+" ") {
			return today.AddDate(0, 0, days), true
		}
	}
	y := now.Year()
	if m := year.FindStringSubmatch(s); m != nil {
		y, _ = strconv.Atoi(m[1])
	}
	m := dated.FindStringSubmatch(s)
	if m == nil {
		return today.AddDate(y-now.Year(), 0, 0), y > now.Year()
	}
	date, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	if m[3] != "" {
		y, _ = strconv.Atoi(m[3])
	}
	if y < 100 {
		y += 2000
	}
	if date < 1 || date > 31 || month < 1 || month > 12 {
		return today, false
	}
	day = time.Date(y, time.Month(month), date, 0, 0, 0, 0, now.Location())
	if m[3] == "" && y == now.Year() && day.After(today.AddDate(0, 1, 0)) {
		day = day.AddDate(-1, 0, 0)
	}
	return day, true
}
