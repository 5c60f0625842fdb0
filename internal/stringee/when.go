package stringee

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"hotro/internal/text"
)

var (
	clock = regexp.MustCompile(`\b([01]?\d|2[0-3])\s*(?:h|g|gio|:)\s*([0-5]\d)?\b`)
	dated = regexp.MustCompile(`\b(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?\b`)
	ago   = regexp.MustCompile(`\b(\d{1,3})\s*(?:p|phut|minutes?)\b`)
)

// When reads the moment a user remembers ("9h sáng nay", "14:30 hôm qua",
// "15 phút trước", "vừa xong"), in the place and day of now. It reports false
// when the words name no time of day.
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
	day := dayOf(s, now)
	at := time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, now.Location())
	if at.After(now.Add(time.Hour)) { // still to come: the day before was meant
		at = at.AddDate(0, 0, -1)
	}
	return at, true
}

func afternoon(s string) bool {
	for _, w := range []string{"chieu", "toi", "dem", "pm"} {
		if strings.Contains(" "+s+" ", " "+w+" ") {
			return true
		}
	}
	return false
}

func dayOf(s string, now time.Time) time.Time {
	switch {
	case strings.Contains(s, "hom qua"):
		return now.AddDate(0, 0, -1)
	case strings.Contains(s, "hom kia"):
		return now.AddDate(0, 0, -2)
	}
	m := dated.FindStringSubmatch(s)
	if m == nil {
		return now
	}
	day, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	year := now.Year()
	if m[3] != "" {
		year, _ = strconv.Atoi(m[3])
	}
	if day < 1 || day > 31 || month < 1 || month > 12 {
		return now
	}
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, now.Location())
}
