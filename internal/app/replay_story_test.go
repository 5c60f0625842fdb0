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
		if last.Handoff == nil || !slices.Equal(last.Handoff.Refs, []string{mended}) {
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

// TestAnAlbumPlaysAsOne: it comes in parts, and what comes of it stands with the
// last.
func TestAnAlbumPlaysAsOne(t *testing.T) {
	user := `"from":{"id":5,"first_name":"Hà"},"chat":{"id":5,"type":"private"}`
	staff := `"from":{"id":900,"first_name":"Hùng"},"message_thread_id":44,"is_topic_message":true,"chat":{"id":-1001234567,"type":"supergroup","is_forum":true}`
	var updates []json.RawMessage
	for i, fields := range []string{
		user + "," + typed("gặp nhân viên"),
		user + "," + withPhoto("1", `,"media_group_id":"7"`),
		user + "," + withPhoto("2", `,"media_group_id":"7","caption":"call-vn-1-ZIZ6HP3IY7-1785909980528"`),
		user + "," + withPhoto("3", `,"media_group_id":"7"`),
		user + "," + withPhoto("4", `,"media_group_id":"8"`),
		staff + "," + withPhoto("5", `,"media_group_id":"9","caption":"chị xem hình"`),
		staff + "," + withPhoto("6", `,"media_group_id":"9"`),
	} {
		updates = append(updates, json.RawMessage(fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1785910000,%s}}`, i+1, i+1, fields)))
	}
	cfg, err := app.LoadConfig([]string{"TELEGRAM_STAFF_CHAT=-1001234567"})
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
	got := slices.Collect(r.Story(t.Context(), "", updates))
	if len(got) != len(updates) {
		t.Fatalf("%d updates: got %d", len(updates), len(got))
	}
	for i, one := range got {
		if one.Error != "" || len(one.Arrivals) != 1 {
			t.Errorf("update %d: got %+v", i+1, one)
		}
	}
	for _, part := range []int{1, 2, 5} {
		if one := got[part]; len(one.Says)+len(one.Staff) > 0 || one.Note != "" {
			t.Errorf("update %d, a part: got %+v, want what arrived alone", part+1, one)
		}
	}
	album := got[3]
	if pictures := strings.Count(strings.Join(album.Staff, "\n"), "[ảnh"); pictures != 3 || len(album.Says) != 1 || album.Handoff == nil || len(album.Handoff.Refs) != 1 {
		t.Errorf("the album: got %+v, want one answer, three pictures for staff and the call ID in the ticket", album)
	}
	if next := got[4]; strings.Count(strings.Join(next.Staff, "\n"), "[ảnh") != 1 {
		t.Errorf("the next album: staff see %q", next.Staff)
	}
	var files []string
	for _, s := range got[6].Says {
		files = append(files, s.Files...)
	}
	if len(files) != 2 || !strings.Contains(heardBack(got[6]), "chị xem hình") {
		t.Errorf("staff's album: the user is sent %+v", got[6].Says)
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
	other := func(from, fields string) string {
		return `{"update_id":2,"message":{"message_id":2,"message_thread_id":44,"is_topic_message":true,"date":1785910001,"from":{"id":` + from + `,"first_name":"Hùng"},"chat":{"id":-1001234567,"type":"supergroup","is_forum":true},` + fields + `}}`
	}
	group := []string{"TELEGRAM_STAFF_CHAT=-1001234567"}
	for fields, want := range map[string]string{
		`"checklist":{"title":"Cần làm","tasks":[{"id":1,"text":"Mở trang","text_entities":[{"type":"text_link","offset":3,"length":5,"url":"https://k.vn"}]}]}`: "https://k.vn",
		`"poll":{"id":"1","question":"Gọi lúc mấy giờ?","options":[{"text":"9h"},{"text":"10h"}]}`:                                                               "10h",
		`"contact":{"phone_number":"0901234567","first_name":"Nam"}`:                                                                                             "0901234567",
		`"venue":{"location":{"latitude":10.7,"longitude":106.6},"title":"Văn phòng","address":"12 Lê Lợi"}`:                                                     "maps.google.com",
	} {
		if got := play(group, asks, other("900", fields)); !strings.Contains(heardBack(got), want) {
			t.Errorf("%s: got %+v, want the user told of %q", fields, got, want)
		}
	}
	if got := play(group, asks, staff("Chào chị, em Hùng đây")); !strings.Contains(heardBack(got), "em Hùng đây") {
		t.Errorf("words of staff: got %+v, want them told to the user", got)
	}
	for name, c := range map[string]struct {
		got  app.Replayed
		want string
	}{
		"no ticket":            {play(group, staff("Chào chị")), "no open ticket"},
		"a note":               {play(group, asks, staff("//khách gấp")), "note for colleagues"},
		"a command":            {play(group, asks, staff("/done")), "not played"},
		"a game without words": {play(group, asks, other("900", `"game":{}`)), "nothing in it that could be passed on"},
		"an anonymous admin":   {play(group, asks, other("1087968824", `"text":"Chào chị","author_signature":"Trưởng nhóm"`)), "anonymous"},
	} {
		if !strings.Contains(c.got.Note, c.want) || len(c.got.Says) > 0 {
			t.Errorf("%s: got %+v, want a note of %q", name, c.got, c.want)
		}
	}
	if got := play(nil, staff("Chào chị")); !strings.Contains(got.Ignored, "is not set") {
		t.Errorf("without a group: ignored because %q", got.Ignored)
	}
}
