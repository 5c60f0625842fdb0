package app_test

import (
	"log/slog"
	"strings"
	"testing"

	"hotro/internal/app"
)

// TestALiveTalkBeginsByItself: who opens a terminal is told what this is before
// a word is typed.
func TestALiveTalkBeginsByItself(t *testing.T) {
	cfg, err := app.LoadConfig(nil)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	talk, err := app.NewTalk(t.Context(), cfg, slog.New(slog.DiscardHandler), &out, false)
	if err != nil {
		t.Fatal(err)
	}
	defer talk.Close()
	if err := talk.Live(t.Context(), strings.NewReader("")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"trợ lý tự động", "kể bằng lời", "Gọi bị ngắt ngay", "Khách không đổ chuông", "Gặp nhân viên"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the first screen lacks %q:\n%s", want, out.String())
		}
	}
}
