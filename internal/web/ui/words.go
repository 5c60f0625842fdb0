package ui

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotro/prompts"
)

// The languages of the pages.
const (
	Vietnamese = "vi"
	English    = "en"
)

// Words holds the words of one language.
type Words struct {
	say  *prompts.Say
	zone *time.Location
}

// Words returns the words of a language; Vietnamese for an unknown one.
func (rd *Renderer) Words(lang string) Words {
	say, ok := rd.words[lang]
	if !ok {
		say = rd.words[Vietnamese]
	}
	return Words{say: say, zone: rd.zone}
}

// Lang returns the language.
func (w Words) Lang() string { return w.say.Lang() }

// T returns the words for a key, filled in as prompts.Say.T does.
func (w Words) T(key string, pairs ...string) string { return w.say.T(key, pairs...) }

// Has reports whether there are words for a key.
func (w Words) Has(key string) bool { return w.say.Has(key) }

// Zone names the time zone of the times shown; "" when it has no name that
// browsers know.
func (w Words) Zone() string {
	if w.zone == time.Local {
		return ""
	}
	return w.zone.String()
}

// Clock shows the time of day.
func (w Words) Clock(t time.Time) string { return t.In(w.zone).Format("15:04") }

// Day shows the date.
func (w Words) Day(t time.Time) string {
	if w.Lang() == English {
		return t.In(w.zone).Format("2 Jan 2006")
	}
	return t.In(w.zone).Format("02/01/2006")
}

// Moment shows date and time.
func (w Words) Moment(t time.Time) string { return w.Clock(t) + " " + w.Day(t) }

// Midnight is when a day begins for the reader that a form wrote as 2006-01-02;
// zero for what is no day.
func (w Words) Midnight(day string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, w.zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// SameDay reports whether two moments fall on the same day for the reader.
func (w Words) SameDay(a, b time.Time) bool { return w.Day(a) == w.Day(b) }

// Span shows how long something took or has lasted, in its largest unit.
func (w Words) Span(d time.Duration) string { return w.span(d, 24*time.Hour) }

// Left shows how much time is left: in hours for three days, of which the
// largest unit would hide most.
func (w Words) Left(d time.Duration) string { return w.span(d, 72*time.Hour) }

func (w Words) span(d, days time.Duration) string {
	switch n := max(d, 0); {
	case n < time.Minute:
		return w.T("web.span_now")
	case n < time.Hour:
		return w.T("web.span_minutes", "n", strconv.Itoa(int(n.Minutes())))
	case n < days:
		return w.T("web.span_hours", "n", strconv.Itoa(int(n.Hours())), "m", strconv.Itoa(int(n.Minutes())%60))
	default:
		return w.T("web.span_days", "n", strconv.Itoa(int(n.Hours())/24))
	}
}

// Size shows a number of bytes.
func (w Words) Size(n int64) string {
	switch {
	case n <= 0:
		return ""
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", n>>10)
	default:
		s := fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
		if w.Lang() == Vietnamese {
			s = strings.Replace(s, ".", ",", 1)
		}
		return s
	}
}

func (rd *Renderer) language(w http.ResponseWriter, r *http.Request) string {
	if l := r.URL.Query().Get("lang"); rd.words[l] != nil {
		http.SetCookie(w, &http.Cookie{
			Name: "lang", Value: l, Path: "/", MaxAge: 365 * 24 * 3600,
			HttpOnly: true, Secure: rd.secure, SameSite: http.SameSiteLaxMode,
		})
		return l
	}
	if c, err := r.Cookie("lang"); err == nil && rd.words[c.Value] != nil {
		return c.Value
	}
	return accepted(r.Header.Get("Accept-Language"))
}

// accepted reads Accept-Language: English for a reader who lists it ahead of
// Vietnamese, else Vietnamese.
func accepted(header string) string {
	type want struct {
		lang string
		q    float64
	}
	var wants []want
	for part := range strings.SplitSeq(header, ",") {
		tag, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		lang, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if lang != Vietnamese && lang != English {
			continue
		}
		q := 1.0
		if v, ok := strings.CutPrefix(strings.TrimSpace(weight), "q="); ok {
			q, _ = strconv.ParseFloat(v, 64)
		}
		wants = append(wants, want{lang, q})
	}
	if len(wants) == 0 {
		return Vietnamese
	}
	return slices.MaxFunc(wants, func(a, b want) int { return cmp.Compare(a.q, b.q) }).lang
}
