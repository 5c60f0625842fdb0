package funnel_test

import (
	"context"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/funnel"
	"hotro/internal/kb"
	"hotro/internal/kb/kbtest"
)

// values is a store of one value.
type values struct{ b []byte }

func (v *values) Get(context.Context, string) ([]byte, int64, error) { return v.b, 1, nil }

func (v *values) Swap(_ context.Context, _ string, _ int64, b []byte, _ time.Duration, _ time.Time) (int64, error) {
	v.b = b
	return 2, nil
}

// TestCountsOfAnEarlierVersion stood by node alone.
func TestCountsOfAnEarlierVersion(t *testing.T) {
	g := kbtest.Compile(t, kbtest.Docs("a.md", "# A\n\n## X\n\n1. Bật nút một.\n2. Bật nút hai.\n"))
	v := &values{[]byte(`{"x.1":{"failed":2},"x.9":{"failed":1}}`)}
	first := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	f := funnel.New(v, func() *kb.Guide { return g }, func() time.Time { return first })
	f.Tried(chat.Tried{Topic: "x", Node: "x.1", Result: chat.StepSolved})
	rows, err := f.Rows(t.Context())
	if err != nil || len(rows) != 1 || rows[0].Node != "x.1" || rows[0].Failed != 4 || rows[0].Solved != 2 {
		t.Errorf("got %+v, %v, want the first step, twice for the month and the one before", rows, err)
	}
}
