package dialog_test

import (
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/dialog/heard"
	"hotro/internal/intent/intenttest"
)

// BenchmarkTurn is a whole turn without a store: the state is read, a line
// answered, the state written. "late" is one after 200 turns; "big" has a
// thousand topics more, told apart by buttons alone, for how words are
// understood is measured by package intent.
func BenchmarkTurn(b *testing.B) {
	small, big := mustShipped(b), manyTopics(b, 1000)
	press := func(o dialog.Outcome) dialog.Line {
		all := o.Say[len(o.Say)-1].Choices
		return dialog.Line{Incoming: chat.Incoming{Kind: chat.KindButton, Data: all[0].Data, Text: all[0].Label, At: monday}}
	}
	text := func(dialog.Outcome) dialog.Line { return textLine("from number not found la loi gi") }
	for _, c := range []struct {
		name  string
		eng   *dialog.Engine
		turns int
		line  func(dialog.Outcome) dialog.Line
	}{
		{"press", small, 0, press},
		{"text", small, 0, text},
		{"press late", small, 200, press},
		{"text late", small, 200, text},
		{"press big", big, 0, press},
		{"text big", big, 0, text},
		{"press late big", big, 200, press},
	} {
		b.Run(c.name, func(b *testing.B) {
			o, now := talked(c.eng, c.turns)
			if len(o.Say) == 0 || len(o.Say[len(o.Say)-1].Choices) == 0 {
				b.Fatalf("the screen has no buttons: %+v", o.Say)
			}
			kept, line := kept(b, o.State), []dialog.Line{c.line(o)}
			b.ReportAllocs()
			used := cpu(b)
			for b.Loop() {
				st, err := dialog.DecodeState(kept)
				if err != nil {
					b.Fatal(err)
				}
				st = c.eng.Step(st, line, now).State
				if _, err = dialog.AppendState(make([]byte, 0, len(kept)+512), &st); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric((cpu(b)-used)/float64(b.N), "cpu-ns/op")
			b.ReportMetric(float64(len(kept)), "state-bytes")
		})
	}
}

// BenchmarkTalks is the talks of knowledge/talks from first to last: lines as people
// write them, most of which are heard by more listeners than the lines of BenchmarkTurn.
func BenchmarkTalks(b *testing.B) {
	eng, talks, lines := mustShipped(b), shippedTalks(b), 0
	play := func() {
		r, err := heard.Play(eng, talks, monday, nil)
		if err != nil {
			b.Fatal(err)
		}
		lines = r.Lines
	}
	play() // what is worked out when it is first asked for
	b.ReportAllocs()
	used := cpu(b)
	for b.Loop() {
		play()
	}
	b.ReportMetric((cpu(b)-used)/float64(b.N*lines), "cpu-ns/line")
	b.ReportMetric(float64(lines), "lines")
}

// manyTopics is the dialog of the shipped guide with so many topics more.
func manyTopics(tb testing.TB, more int) *dialog.Engine {
	guide := *intenttest.Guide(tb)
	guide.Topics = append(slices.Clone(guide.Topics), intenttest.BigGuide(more).Topics...)
	return reads(&guide, intenttest.Matcher(tb))
}

// talked is a conversation in which three errors were named so many times in
// turn, and the list asked for between.
func talked(e *dialog.Engine, turns int) (dialog.Outcome, time.Time) {
	say := func(st dialog.State, i int, s string, now time.Time) dialog.Outcome {
		l := textLine(s)
		l.Message = strconv.Itoa(1000 + i)
		return e.Step(st, []dialog.Line{l}, now)
	}
	now := monday
	o := say(dialog.State{}, 0, "em bị lỗi FROM_NUMBER_NOT_FOUND", now)
	for i := range turns {
		now = now.Add(time.Minute)
		o = say(o.State, i+1, []string{"menu", "FROM_NUMBER_NOT_FOUND", "GET_USER_MEDIA_ERROR"}[i%3], now)
	}
	return o, now
}

// cpu is what the process has used, in nanoseconds: on a machine that others
// use too it means more than the time that has passed.
func cpu(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano() + u.Stime.Nano())
}

func textLine(s string) dialog.Line {
	return dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: s, At: monday}}
}

func kept(tb testing.TB, st dialog.State) []byte {
	tb.Helper()
	raw, err := dialog.AppendState(nil, &st)
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}
