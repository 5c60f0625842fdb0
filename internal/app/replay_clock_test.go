package app_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/app"
	"hotro/internal/chat"
)

// playStory plays updates as one story.
func playStory(t *testing.T, late bool, updates ...string) (out []app.Replayed) {
	t.Helper()
	r := replay(t)
	r.Late = late
	var raw []json.RawMessage
	for _, u := range updates {
		raw = append(raw, json.RawMessage(u))
	}
	for got := range r.Story(t.Context(), "", raw) {
		if got.Error != "" {
			t.Errorf("%s", got.Error)
		}
		if _, err := json.Marshal(got); err != nil {
			t.Errorf("what came of it can't be written: %v", err)
		}
		out = append(out, got)
	}
	if len(out) != len(updates) {
		t.Fatalf("%d of %d updates were played", len(out), len(updates))
	}
	return out
}

func onTelegramAt(id int, date any, text string) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%v,"from":{"id":5,"first_name":"Lan"},"chat":{"id":5,"type":"private"},"text":"%s"}}`, id, id, date, text)
}

func onZaloAt(id string, at time.Time, text string) string {
	return fmt.Sprintf(`{"event_name":"user_send_text","app_id":"1","sender":{"id":"77"},"recipient":{"id":"9"},"message":{"msg_id":"%s","text":"%s"},"timestamp":"%d"}`, id, text, at.UnixMilli())
}

func TestATimeThatCantBeTrueStopsNothing(t *testing.T) {
	now := time.Now()
	for name, date := range map[string]any{
		"milliseconds": now.UnixMilli(), "beyond the calendar": int64(1e18), "the largest number": int64(1<<63 - 1),
		"next year": now.AddDate(1, 0, 0).Unix(), "none": 0, "negative": -5,
	} {
		for _, late := range []bool{false, true} {
			got := playStory(t, late, onTelegramAt(1, now.Unix(), "lỗi mic"), onTelegramAt(2, date, "alo"), onTelegramAt(3, now.Unix(), "gặp nhân viên"))
			if at := got[1].Arrivals[0].At; at.Before(now.Add(-time.Minute)) || at.After(now.Add(time.Minute)) {
				t.Errorf("%s: kept with %v, want our time", name, at)
			}
			if got[2].Handoff == nil {
				t.Errorf("%s: what came after it was not heard: %+v", name, got[2])
			}
		}
	}
}

func TestALogOfYesterdayKeepsItsTimes(t *testing.T) {
	playedAsItWent(t, time.Now().Add(-26*time.Hour).Truncate(time.Millisecond))
}

func TestALogOfThisMorningPlaysAsItWent(t *testing.T) {
	playedAsItWent(t, time.Now().Add(-125*time.Minute).Truncate(time.Millisecond))
}

func playedAsItWent(t *testing.T, began time.Time) {
	t.Helper()
	for name, at := range map[string]func(i int, when time.Time, text string) string{
		chat.Telegram: func(i int, when time.Time, text string) string { return onTelegramAt(i, when.Unix(), text) },
		chat.Zalo:     func(i int, when time.Time, text string) string { return onZaloAt(fmt.Sprint(i), when, text) },
	} {
		story := []string{at(1, began, "lỗi mic"), at(2, began.Add(time.Minute), "Chrome"), at(3, began.Add(2*time.Hour), "gặp nhân viên")}
		for i, got := range playStory(t, false, story...) {
			want := began.Add([]time.Duration{0, time.Minute, 2 * time.Hour}[i])
			if d := want.Sub(got.Arrivals[0].At); d < 0 || d >= time.Second {
				t.Errorf("%s, %d: at %v, want %v", name, i, got.Arrivals[0].At, want)
			}
			if strings.Contains(heardBack(got), "gửi lúc") {
				t.Errorf("%s, %d: answered as late: %q", name, i, heardBack(got))
			}
		}
	}
}

func TestAReportOfHalfAnHourAgoIsNotLate(t *testing.T) {
	if got := playStory(t, false, onTelegramAt(1, time.Now().Add(-30*time.Minute).Unix(), "lỗi mic")); strings.Contains(heardBack(got[0]), "gửi lúc") {
		t.Errorf("the user hears %q", heardBack(got[0]))
	}
}

func TestWhatIsLateIsAnsweredAsThat(t *testing.T) {
	now := time.Now()
	sent := now.Add(-3 * time.Hour)
	for name, got := range map[string][]app.Replayed{
		"arrives now, on Telegram": playStory(t, true, onTelegramAt(1, sent.Unix(), "lỗi mic")),
		"arrives now, on Zalo":     playStory(t, true, onZaloAt("1", sent, "lỗi mic")),
		"after what came later":    playStory(t, false, onTelegramAt(2, now.Unix(), "alo"), onTelegramAt(1, sent.Unix(), "lỗi mic")),
	} {
		last := got[len(got)-1]
		if said := heardBack(last); !strings.Contains(said, "gửi lúc") || !strings.Contains(said, "vẫn đang gặp") {
			t.Errorf("%s: the user hears %q", name, said)
		}
		if d := last.Arrivals[0].At.Sub(sent).Abs(); d > time.Second {
			t.Errorf("%s: staff see %v, want when it was sent", name, last.Arrivals[0].At)
		}
		if !slices.Contains(last.Staff, "lỗi mic") {
			t.Errorf("%s: staff see %q", name, last.Staff)
		}
	}
}
