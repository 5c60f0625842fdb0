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

const (
	firstCall = "call-vn-1-ZIZ6HP3IY7-1785909980528"
	otherCall = "call-vn-1-ZIZ6HP3IY7-1785909980529"
)

// heldBy plays a request that Hùng of the staff answers, then the fields of the
// user's messages; "edit " before those that change the one before.
func heldBy(t *testing.T, messages ...string) (last app.Replayed) {
	t.Helper()
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
	play := func(raw string) app.Replayed {
		got := r.Play(t.Context(), "", json.RawMessage(raw))
		if got.Error != "" {
			t.Fatalf("%s: %s", raw, got.Error)
		}
		return got
	}
	play(`{"update_id":1,"message":{"message_id":1,"date":1785910000,"from":{"id":5,"first_name":"Hà"},"chat":{"id":5,"type":"private"},"text":"gặp nhân viên"}}`)
	play(`{"update_id":2,"message":{"message_id":2,"message_thread_id":44,"is_topic_message":true,"date":1785910001,"from":{"id":900,"first_name":"Hùng"},"chat":{"id":-1001234567,"type":"supergroup","is_forum":true},"text":"Chào chị, em Hùng đây"}}`)
	for i, fields := range messages {
		what, id := "message", i+10
		if changed, edit := strings.CutPrefix(fields, "edit "); edit {
			what, fields, id = "edited_message", `"edit_date":1785910009,`+changed, id-1
		}
		last = play(fmt.Sprintf(`{"update_id":%d,"%s":{"message_id":%d,"date":1785910002,"from":{"id":5,"first_name":"Hà"},"chat":{"id":5,"type":"private"},%s}}`, i+10, what, id, fields))
		if len(last.Says) > 0 {
			t.Errorf("%s: the bot says %q while a person talks", fields, heardBack(last))
		}
	}
	if last.Handoff == nil {
		t.Fatalf("no open ticket after %q", messages)
	}
	return last
}

// TestWhatTheUserTellsAPersonReachesTheTicket: the bot is silent then, and
// listens all the same.
func TestWhatTheUserTellsAPersonReachesTheTicket(t *testing.T) {
	for name, c := range map[string]struct {
		messages []string
		ids      []string
		fact     string // kind=value
	}{
		"a call ID":                {[]string{typed("mã đây ạ " + firstCall)}, []string{firstCall}, ""},
		"one put right":            {[]string{typed(firstCall), "edit " + typed(otherCall)}, []string{otherCall}, ""},
		"one added by an edit":     {[]string{typed("mã cuộc gọi nè"), "edit " + typed("mã cuộc gọi nè "+firstCall)}, []string{firstCall}, ""},
		"one taken back":           {[]string{typed(firstCall + " " + otherCall), "edit " + typed(otherCall)}, []string{otherCall}, ""},
		"one in a caption":         {[]string{withPhoto("1", `,"caption":"`+firstCall+`"`)}, []string{firstCall}, ""},
		"one put right there":      {[]string{withPhoto("1", `,"caption":"`+firstCall+`"`), "edit " + withPhoto("1", `,"caption":"`+otherCall+`"`)}, []string{otherCall}, ""},
		"a hotline":                {[]string{typed("hotline là 19001234 ạ")}, nil, "hotline=19001234"},
		"a hotline put right":      {[]string{typed("hotline là 19001234 ạ"), "edit " + typed("hotline là 19001235 ạ")}, nil, "hotline=19001235"},
		"the user's own card":      {[]string{`"contact":{"phone_number":"0912000111","first_name":"Hà","user_id":5}`}, nil, "phone=Hà 0912000111"},
		"another one's card":       {[]string{`"contact":{"phone_number":"0912000111","first_name":"Hà","user_id":6}`}, nil, "card=Hà 0912000111"},
		"where the user is":        {[]string{`"location":{"latitude":10.5,"longitude":106.5}`}, nil, "place=10.5,106.5"},
		"an edit without a change": {[]string{typed(firstCall), "edit " + typed(firstCall)}, []string{firstCall}, ""},
	} {
		got := heldBy(t, c.messages...).Handoff
		kind, want, _ := strings.Cut(c.fact, "=")
		if !slices.Equal(got.Refs, c.ids) || got.Facts[kind] != want {
			t.Errorf("%s: the ticket has %v and %v, want %v and %s", name, got.Refs, got.Facts, c.ids, c.fact)
		}
	}
}

// TestAnEditThatOnlyAddsALinkIsNotAnswered: the words were heard, and staff see
// where they lead.
func TestAnEditThatOnlyAddsALinkIsNotAnswered(t *testing.T) {
	link := `,"entities":[{"type":"text_link","offset":4,"length":5,"url":"https://x.vn/a_(1)"}]`
	bold := `,"entities":[{"type":"bold","offset":0,"length":3}]`
	for name, c := range map[string]struct {
		first, then string
		staff       string // what the edit shows them; "" for nothing
	}{
		"a link":       {typed("lỗi ở đây, FROM_NUMBER_NOT_FOUND ạ"), typed("lỗi ở đây, FROM_NUMBER_NOT_FOUND ạ") + link, "(https://x.vn/a_(1)), FROM"},
		"a link less":  {typed("lỗi ở đây FROM_NUMBER_NOT_FOUND") + link, typed("lỗi ở đây FROM_NUMBER_NOT_FOUND"), "lỗi ở đây FROM"},
		"another link": {typed("lỗi ở đây FROM_NUMBER_NOT_FOUND") + link, typed("lỗi ở đây FROM_NUMBER_NOT_FOUND") + strings.Replace(link, "x.vn", "y.vn", 1), "https://y.vn"},
		"bold words":   {typed("lỗi FROM_NUMBER_NOT_FOUND"), typed("lỗi FROM_NUMBER_NOT_FOUND") + bold, ""},
		"in a caption": {withPhoto("1", `,"caption":"xem ở đây ạ"`), withPhoto("1", `,"caption":"xem ở đây ạ","caption_entities":[{"type":"text_link","offset":4,"length":5,"url":"https://x.vn/1"}]`), "https://x.vn/1"},
		"other words":  {typed("lỗi ở đây FROM_NUMBER_NOT_FOUND"), typed("lỗi ở đây GET_USER_MEDIA_ERROR") + link, "GET_USER"},
	} {
		got := replayedTo(t, c.first, "edit "+c.then)
		said, staff := heardBack(got[1]), strings.Join(got[1].Staff, "\n")
		if answered := said != ""; answered != (name == "other words") {
			t.Errorf("%s: the user hears %q after the edit", name, said)
		}
		if !strings.Contains(staff, c.staff) || (c.staff == "") != (staff == "") {
			t.Errorf("%s: staff see %q, want %q", name, staff, c.staff)
		}
	}
}

// TestACardIsWhoseItIs: that of somebody else is not called back.
func TestACardIsWhoseItIs(t *testing.T) {
	card := func(name string, id int) string {
		who := ""
		if id > 0 {
			who = fmt.Sprintf(`,"user_id":%d`, id)
		}
		return fmt.Sprintf(`"contact":{"phone_number":"0912000111","first_name":%q%s}`, name, who)
	}
	for name, c := range map[string]struct{ card, fact, words string }{
		"own":                     {card("Hà", 5), "phone", "gọi lại"},
		"own, under another name": {card("Số mới", 5), "phone", "gọi lại"},
		"somebody's":              {card("Minh", 6), "card", "danh thiếp"},
		"one of the same name":    {card("Hà", 6), "card", "danh thiếp"},
		"nobody knows whose":      {card("Minh", 0), "card", "danh thiếp"},
		"by its name the user's":  {card("Hà", 0), "phone", "gọi lại"},
	} {
		got := replayedTo(t, c.card, typed("gặp nhân viên"))
		ticket := got[1].Handoff
		if ticket == nil || !strings.Contains(ticket.Facts[c.fact], "0912000111") || len(ticket.Facts) != 1 {
			t.Errorf("%s: the ticket is %+v, want the card as %s", name, ticket, c.fact)
		}
		if said := heardBack(got[0]); !strings.Contains(said, c.words) {
			t.Errorf("%s: the user hears %q, want %q", name, said, c.words)
		}
	}
}
