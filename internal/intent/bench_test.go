package intent_test

import (
	"testing"

	"hotro/internal/intent"
	"hotro/internal/intent/intenttest"
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

func BenchmarkNew(b *testing.B) {
	g, w := intenttest.Guide(b), intenttest.Words(b)
	for b.Loop() {
		intent.New(g, w)
	}
}

func BenchmarkNew1000Topics(b *testing.B) {
	g, w := intenttest.BigGuide(1000), intenttest.Words(b)
	for b.Loop() {
		intent.New(g, w)
	}
}
