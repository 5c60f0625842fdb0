package intent_test

import (
	"syscall"
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
	"hotro/internal/kb"
)

// benchLines are short lines as they come: codes, words, out of scope.
var benchLines = []string{
	"em gọi cho khách mà nó báo đang đổ chuông hoài, khách không thấy gì", "from number not found la loi gi", "k goi dc, no bao loi mic",
	"AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL", "cho em gặp nhân viên", "tải file ghi âm ở đâu", "lỗi 18", "số khách bị chặn gỡ sao ạ",
	"agent not found", "gọi là tắt luôn", "xin chào", "mới được thêm vào nhóm mà vẫn không gọi ra được",
}

func BenchmarkMatch(b *testing.B) {
	m := intenttest.Matcher(b)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		m.Match(benchLines[i%len(benchLines)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

// What a turn needs of a line: its subject and its meanings.
func BenchmarkRead(b *testing.B) {
	m := intenttest.Matcher(b)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		m.Read(benchLines[i%len(benchLines)])
		i++
	}
}

func BenchmarkMatch1000Topics(b *testing.B) {
	g := intenttest.BigGuide(1000)
	g.Topics = append(g.Topics, intenttest.Guide(b).Topics...)
	m := intenttest.New(b, g)
	i := 0
	for b.Loop() {
		m.Match(benchLines[i%len(benchLines)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

// BenchmarkNew is a guide made ready to read lines: "fitted" learns its words
// anew, "shipped" finds their weights in the program, "kept" from the start
// before. What it costs is the CPU of all that work at it.
func BenchmarkNew(b *testing.B) {
	shipped := func() *kb.Guide { return intenttest.Guide(b) }
	rich := func(n int) func() *kb.Guide { return func() *kb.Guide { return intenttest.RichGuide(n) } }
	for _, c := range []struct {
		name  string
		guide func() *kb.Guide
		how   func() intent.Fitting
	}{
		{"shipped", shipped, func() intent.Fitting { return intent.Fitting{} }},
		{"fitted", shipped, func() intent.Fitting { return intent.Fitting{Anew: true} }},
		{"1000 topics", rich(1000), func() intent.Fitting { return intent.Fitting{} }},
		{"1000 topics kept", rich(1000), func() intent.Fitting { return intent.Fitting{Kept: inMemory} }},
		{"10000 topics", rich(10_000), func() intent.Fitting { return intent.Fitting{} }},
	} {
		b.Run(c.name, func(b *testing.B) {
			g, w := c.guide(), intenttest.Words(b)
			if c.how().Kept != nil {
				intent.NewFitted(g, w, c.how())
			}
			b.ReportAllocs()
			used := cpu(b)
			for b.Loop() {
				intent.NewFitted(g, w, c.how())
			}
			b.ReportMetric((cpu(b)-used)/float64(b.N), "cpu-ns/op")
		})
	}
}

// kept is weights kept in memory.
type kept map[string][]byte

func (k kept) Load(name string) []byte    { return k[name] }
func (k kept) Keep(name string, b []byte) { k[name] = b }

var inMemory = kept{}

// cpu is what the process has used, in nanoseconds.
func cpu(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano() + u.Stime.Nano())
}
