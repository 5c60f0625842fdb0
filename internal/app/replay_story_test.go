package app_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"hotro/internal/app"
)

// replayedTo plays the fields of a user's messages on Telegram, after "edit "
// those that change the one before, and returns what came of each.
func replayedTo(t *testing.T, messages ...string) (out []app.Replayed) {
	t.Helper()
	cfg, err := app.LoadConfig(nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.NewReplay(cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	for i, fields := range messages {
		what, id := "message", i+1
		if changed, edit := strings.CutPrefix(fields, "edit "); edit {
			what, fields, id = "edited_message", `"edit_date":1785910009,`+changed, i // of the one before
		}
		raw := fmt.Sprintf(`{"update_id":%d,"%s":{"message_id":%d,"date":1785910000,"from":{"id":5,"first_name":"Hà"},"chat":{"id":5,"type":"private"},%s}}`, i+1, what, id, fields)
		got := r.Play(t.Context(), "", json.RawMessage(raw))
		if got.Error != "" {
			t.Fatalf("%s: %s", raw, got.Error)
		}
		out = append(out, got)
	}
	return out
}

func heardBack(r app.Replayed) string {
	var words []string
	for _, s := range r.Says {
		words = append(words, s.Text)
	}
	return strings.Join(words, "\n")
}

func typed(s string) string { return `"text":"` + s + `"` }

const onePhoto = `"photo":[{"file_id":"A%s","file_unique_id":"q%s","width":90,"height":60}]`

func withPhoto(id, more string) string { return strings.ReplaceAll(onePhoto, "%s", id) + more }

func TestAnEditedCallIDTakesThePlaceOfTheOld(t *testing.T) {
	old, mended := "call-vn-1-ZIZ6HP3IY7-1785909980528", "call-vn-1-ZIZ6HP3IY7-1785909980529"
	for name, messages := range map[string][]string{
		"before the hand-off": {typed(old), "edit " + typed(mended), typed("gặp nhân viên")},
		"in a ticket":         {typed("gặp nhân viên"), typed(old), "edit " + typed(mended)},
	} {
		got := replayedTo(t, messages...)
		last := got[len(got)-1]
		if last.Handoff == nil || !slices.Equal(last.Handoff.CallIDs, []string{mended}) {
			t.Errorf("%s: the ticket is %+v, want the new call ID alone", name, last.Handoff)
		}
		edited := got[slices.IndexFunc(messages, func(m string) bool { return strings.HasPrefix(m, "edit ") })]
		if strings.Contains(heardBack(edited), old) || !strings.Contains(strings.Join(edited.Staff, "\n"), mended) {
			t.Errorf("%s: the user hears %q, staff see %q", name, heardBack(edited), edited.Staff)
		}
	}
}

func TestAnEditThatReplacesAPhotoIsNotReadAsWords(t *testing.T) {
	got := replayedTo(t, withPhoto("1", `,"caption":"gọi không được"`), "edit "+withPhoto("2", `,"caption":"gọi không được"`))
	if said := heardBack(got[1]); !strings.Contains(said, "ảnh") || strings.Contains(said, "GET_USER_MEDIA") {
		t.Errorf("the user hears %q, want what was made of the picture", said)
	}
	if staff := strings.Join(got[1].Staff, "\n"); !strings.Contains(staff, "[ảnh") {
		t.Errorf("staff see %q, want the new picture", staff)
	}
}

func TestWhatIsQuotedIsWhatALineIsAbout(t *testing.T) {
	quote := func(words, part string) string {
		return typed(words) + `,"quote":{"text":"` + part + `","position":0,"is_manual":true},"reply_to_message":{"message_id":900}`
	}
	const hotline = "Google Dịch đổi sang"
	for name, c := range map[string]struct {
		messages []string
		want     string
	}{
		"a code":                {[]string{quote("lỗi này là sao ạ", "FROM_NUMBER_NOT_FOUND")}, hotline},
		"another code":          {[]string{typed("FROM_NUMBER_NOT_FOUND"), quote("còn cái này?", "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL")}, "AGENT_NOT_FOUND_OR_IN_ANOTHER_CALL"},
		"a caption":             {[]string{typed("ảnh này lỗi gì vậy") + `,"reply_to_message":{"message_id":901,"caption":"FROM_NUMBER_NOT_FOUND"}`}, hotline},
		"an earlier line":       {[]string{typed("hôm qua bị FROM_NUMBER_NOT_FOUND"), typed("danh sách lỗi"), typed("GET_USER_MEDIA_ERROR"), typed("cái này thì sao") + `,"reply_to_message":{"message_id":1}`}, "FROM_NUMBER_NOT_FOUND"},
		"a code, and an answer": {[]string{typed("FROM_NUMBER_NOT_FOUND"), quote("không dịch ạ", "FROM_NUMBER_NOT_FOUND")}, "hotline"},
	} {
		got := replayedTo(t, c.messages...)
		if said := heardBack(got[len(got)-1]); !strings.Contains(said, c.want) {
			t.Errorf("%s: the user hears %q, want %q", name, said, c.want)
		}
	}
	got := replayedTo(t, typed("gặp nhân viên"), quote("cái này là sao", "Kiểm tra hotline"))
	if staff := strings.Join(got[1].Staff, "\n"); !strings.Contains(staff, "Kiểm tra hotline") || !strings.Contains(staff, "cái này là sao") {
		t.Errorf("staff see %q, want the quote and the words", staff)
	}
}

func TestAnAlbumGetsOneAnswer(t *testing.T) {
	album := `,"media_group_id":"138"`
	got := replayedTo(t, withPhoto("1", album), withPhoto("2", album+`,"caption":"3 ảnh lỗi FROM_NUMBER_NOT_FOUND"`), withPhoto("3", album))
	if said := heardBack(got[1]); !strings.Contains(said, "Google Dịch đổi sang") {
		t.Errorf("the caption: the user hears %q", said)
	}
	if said := heardBack(got[2]); said != "" {
		t.Errorf("the last picture: the user hears %q, want nothing after the answer", said)
	}
}

// TestWordsOfStaffInATopicHaveAVisibleOutcome plays a group that is set up
// without a token: it is staff's all the same.
func TestWordsOfStaffInATopicHaveAVisibleOutcome(t *testing.T) {
	play := func(env []string, updates ...string) (last app.Replayed) {
		t.Helper()
		cfg, err := app.LoadConfig(env)
		if err != nil {
			t.Fatal(err)
		}
		r, err := app.NewReplay(cfg, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range updates {
			if last = r.Play(t.Context(), "", json.RawMessage(u)); last.Error != "" {
				t.Fatalf("%s: %s", u, last.Error)
			}
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		return last
	}
	asks := `{"update_id":1,"message":{"message_id":1,"date":1785910000,"from":{"id":5,"first_name":"Hà"},"chat":{"id":5,"type":"private"},"text":"gặp nhân viên"}}`
	staff := func(words string) string {
		return `{"update_id":2,"message":{"message_id":2,"message_thread_id":44,"is_topic_message":true,"date":1785910001,"from":{"id":900,"first_name":"Hùng"},"chat":{"id":-1001234567,"type":"supergroup","is_forum":true},"text":"` + words + `"}}`
	}
	group := []string{"TELEGRAM_STAFF_CHAT=-1001234567"}
	if got := play(group, asks, staff("Chào chị, em Hùng đây")); !strings.Contains(heardBack(got), "em Hùng đây") {
		t.Errorf("words of staff: got %+v, want them told to the user", got)
	}
	for name, c := range map[string]struct {
		got  app.Replayed
		want string
	}{
		"no ticket": {play(group, staff("Chào chị")), "no open ticket"},
		"a note":    {play(group, asks, staff("//khách gấp")), "note for colleagues"},
		"a command": {play(group, asks, staff("/done")), "not played"},
	} {
		if !strings.Contains(c.got.Note, c.want) || len(c.got.Says) > 0 {
			t.Errorf("%s: got %+v, want a note of %q", name, c.got, c.want)
		}
	}
	if got := play(nil, staff("Chào chị")); !strings.Contains(got.Ignored, "is not set") {
		t.Errorf("without a group: ignored because %q", got.Ignored)
	}
}
