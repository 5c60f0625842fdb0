package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/llm/llmtest"
)

// BenchmarkWebhookAnswer measures how long Zalo waits for its 200 while all
// that is behind it is slow: a model that hangs, and a Zalo that takes two
// seconds for every call. Eight calls are under way at once, each of another
// user, and each line is one that the model is asked about.
//
//	go test ./internal/app -run '^$' -bench WebhookAnswer -benchtime 500x
func BenchmarkWebhookAnswer(b *testing.B) {
	m := llmtest.New(b, scholar(b))
	more := withModel(m)
	more["OPENAI_TIMEOUT"], more["TELEGRAM_STAFF_CHAT"] = "4s", ""
	w := everywhere(b, more)
	first := w.onOA("first")
	first.says(unsure)
	first.hears()
	if !w.until(func() bool { return strings.Contains(w.log.String(), `"passed":true`) }) {
		b.Fatal("the model did not pass its exam")
	}
	m.Answer(func(llmtest.Question) llmtest.Reply { return llmtest.Reply{Hang: true} })
	w.oa.Slow(2 * time.Second)

	var mu sync.Mutex
	var took []time.Duration
	var wg sync.WaitGroup
	work := make(chan int)
	for range 8 {
		wg.Go(func() {
			for i := range work {
				body := strings.Replace(zaloText(w, fmt.Sprint("m", i), unsure, time.Now()), `"id":"an"`, fmt.Sprintf(`"id":"an%d"`, i), 1)
				began := time.Now()
				if got := w.calls("/webhook/zalo", w.oa.Sign([]byte(body)), body); got != http.StatusOK {
					b.Errorf("got %d, want 200", got)
				}
				mu.Lock()
				took = append(took, time.Since(began))
				mu.Unlock()
			}
		})
	}
	b.ResetTimer()
	for i := range b.N {
		work <- i
	}
	close(work)
	wg.Wait()
	b.StopTimer()
	slices.Sort(took)
	for name, at := range map[string]int{"p50-ms": len(took) / 2, "p99-ms": len(took) * 99 / 100} {
		b.ReportMetric(float64(took[min(at, len(took)-1)].Microseconds())/1000, name)
	}
}
