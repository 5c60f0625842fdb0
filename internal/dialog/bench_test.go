package dialog_test

import (
	"encoding/json"
	"slices"
	"syscall"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/intent/intenttest"
)

// BenchmarkTurn is a whole turn without a store: the state is read, a line
// answered, the state written. "late" is one after 200 turns; "big" has a
// thousand topics more, told apart by buttons alone, for how words are
// understood is measured by package intent.
func BenchmarkTurn(b *testing.B) {
	small := mustShipped(b)
	guide := *intenttest.Guide(b)
	guide.Topics = append(slices.Clone(guide.Topics), intenttest.BigGuide(1000).Topics...)
	big := reads(&guide, intenttest.Matcher(b))
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
	} {
		b.Run(c.name, func(b *testing.B) {
			o := c.eng.Step(dialog.State{}, []dialog.Line{textLine("em bị lỗi FROM_NUMBER_NOT_FOUND")}, monday)
			now := monday
			for i := range c.turns {
				now = now.Add(time.Minute)
				o = c.eng.Step(o.State, []dialog.Line{textLine([]string{"menu", "FROM_NUMBER_NOT_FOUND", "GET_USER_MEDIA_ERROR"}[i%3])}, now)
			}
			if len(o.Say) == 0 || len(o.Say[len(o.Say)-1].Choices) == 0 {
				b.Fatalf("the screen has no buttons: %+v", o.Say)
			}
			kept, line := encoded(b, o.State), []dialog.Line{c.line(o)}
			b.ReportAllocs()
			used := cpu(b)
			for b.Loop() {
				var st dialog.State
				if err := json.Unmarshal(kept, &st); err != nil {
					b.Fatal(err)
				}
				encoded(b, c.eng.Step(st, line, now).State)
			}
			b.ReportMetric((cpu(b)-used)/float64(b.N), "cpu-ns/op")
			b.ReportMetric(float64(len(kept)), "state-bytes")
		})
	}
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

func encoded(b *testing.B, st dialog.State) []byte {
	raw, err := json.Marshal(st)
	if err != nil {
		b.Fatal(err)
	}
	return raw
}
