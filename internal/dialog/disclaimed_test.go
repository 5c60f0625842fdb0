package dialog

import (
	"testing"
	"time"

	"hotro/internal/intent/intenttest"
	"hotro/prompts"
)

func TestDisclaims(t *testing.T) {
	e := New(Options{Guide: intenttest.Guide(t), Reader: intenttest.Matcher(t), Say: map[string]*prompts.Say{"vi": prompts.Must("vi")}})
	for s, want := range map[string]bool{
		"em có nói gì dịch đâu":        true,
		"ủa tui đâu có hỏi giá":        true,
		"mình có nhắc hotline hồi nào": true,
		"I never mentioned a hotline":  true,
		"khách có nói gì đâu":          false,
		"em đâu nói được":              false,
		"em có hỏi sếp rồi":            false,
		"không có nói":                 false,
	} {
		if got := disclaims(e.turn(State{}, time.Time{}), s); got != want {
			t.Errorf("disclaims(%q) = %v", s, got)
		}
	}
}

func TestDoesStep(t *testing.T) {
	e := New(Options{Guide: intenttest.Guide(t), Reader: intenttest.Matcher(t), Say: map[string]*prompts.Say{"vi": prompts.Must("vi")}})
	for s, want := range map[string]bool{
		"chị gỡ ra":                true,
		"dạ em mới bật":            true,
		"bỏ khỏi chỗ đó rồi":       true,
		"em chưa bật":              false,
		"khách bỏ máy":             false,
		"trang nằm trong chỗ chặn": false,
	} {
		if got := doesStep(e.turn(State{}, time.Time{}), s); got != want {
			t.Errorf("doesStep(%q) = %v", s, got)
		}
	}
}
