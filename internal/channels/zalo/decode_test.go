package zalo_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/channeltest"
	"hotro/internal/channels/zalo"
	"hotro/internal/channels/zalo/zalotest"
	"hotro/internal/chat"
	"hotro/prompts"
)

var vi = prompts.Must("vi") // read once: every account needs it

// counts collects what Count is told.
type counts struct {
	mu  sync.Mutex
	got []string
}

func (c *counts) count(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.got = append(c.got, what)
}

func config() zalo.Config {
	return zalo.Config{
		AppID: "50554360515256678", AppSecret: "app-secret", OASecret: "test-oa-secret",
		APIURL: "https://openapi.zalo.me", OAuthURL: "https://oauth.zaloapp.com",
	}
}

func account(t testing.TB, now time.Time, count func(string)) *zalo.OA {
	t.Helper()
	a, err := zalo.New(config(), zalo.Options{KV: zalotest.NewKV(), Say: vi, Now: func() time.Time { return now }, Count: count})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sampleTime is a minute after the events in testdata.
func sampleTime() time.Time { return time.UnixMilli(1751100041636).Add(time.Minute) }

// TestUpdates decodes every event of testdata/updates and compares what comes
// out with what the file wants.
func TestUpdates(t *testing.T) {
	a := account(t, sampleTime(), nil)
	channeltest.PlayUpdates(t, updates(t), func(raw []byte) (channels.Arrivals, error) { return a.Decode(http.Header{}, raw) })
}

func updates(t testing.TB) []channeltest.Update {
	return channeltest.Updates(t, "testdata/updates", 138)
}

// All names that Zalo's documentation and the programs that use it know.
func TestEveryEventNameIsHandledOrIgnoredOnPurpose(t *testing.T) {
	names := strings.Fields(`
		user_send_text user_send_image user_send_link user_send_audio user_send_video user_send_sticker
		user_send_location user_send_business_card user_send_file user_send_gif
		user_click_button user_click_link user_clicked_button
		follow unfollow user_click_chatnow user_submit_info update_user_info add_user_to_tag
		remove_user_from_tag remove_tag user_withdraw
		user_received_message user_seen_message user_reacted_message oa_reacted_message
		oa_send_text oa_send_image oa_send_gif oa_send_list oa_send_file oa_send_sticker
		oa_send_msg oa_send_link oa_send_video oa_send_carousel oa_send_action
		anonymous_send_text anonymous_send_image anonymous_send_file anonymous_send_sticker oa_send_anonymous_text
		user_send_group_text user_send_group_image user_send_group_link user_send_group_audio user_send_group_video
		user_send_group_business_card user_send_group_sticker user_send_group_gif user_send_group_file
		oa_send_group_text create_group user_join_group user_request_join_group
		oa_send_consent user_reply_consent user_call_oa
		anonymous_send_voice oa_send_anonymous_image oa_send_anonymous_file oa_send_anonymous_sticker oa_send_group_location permission_revoked
		oa_call_user shop_has_order change_oa_template_tags change_template_quota add_group_admin remove_group_admin update_group_info
		delete_group disperse_group user_out_group user_leave_group accept_request_join_group react_request_join_group_accept
		change_template_status change_template_quality change_oa_daily_quota user_feedback user_click_response_button
		widget_interaction_accepted widget_failed_to_sync_user_external_id extension_purchased`)
	for _, name := range names {
		var c counts
		a := account(t, sampleTime(), c.count)
		body := []byte(`{"event_name":"` + name + `","sender":{"id":"1"},"recipient":{"id":"2"},"oa_id":"2","timestamp":"1751100041636","message":{"msg_id":"m","text":"x","conversation_id":"v"}}`)
		got, err := a.Decode(http.Header{}, body)
		in := got.Messages
		if err != nil || slices.Contains(c.got, zalo.UnknownEvent) {
			t.Errorf("%s: got %v, %v, counted %v; want it known", name, in, err, c.got)
		}
		group := strings.Contains(name, "group")
		if heard := strings.Contains(name, "_send_") && !group && !slices.Contains(c.got, "ignored_"+name); heard && len(in) != 1 {
			t.Errorf("%s: got %d arrivals, want 1", name, len(in))
		}
		if group && len(in) != 0 {
			t.Errorf("%s: got %d arrivals, want none", name, len(in))
		}
		if len(in)+len(got.Receipts) == 0 && got.Ignored == "" {
			t.Errorf("%s: ignored without a word", name)
		}
	}
}

// TestWhoeverSendsAMessageIsHeard: under a name that nobody knows, with an
// attachment that nobody knows, in a form that nobody documents.
func TestWhoeverSendsAMessageIsHeard(t *testing.T) {
	event := func(name, message string) string {
		return `{"event_name":"` + name + `","sender":{"id":"1"},"recipient":{"id":"2"},"timestamp":"1751100041636","message":` + message + `}`
	}
	for _, c := range []struct {
		body string
		kind chat.Kind
		text string
		data string
		file string
	}{
		{event("user_send_voice", `{"msg_id":"m","attachments":[{"type":"voice","payload":{"url":"https://f.zdn.vn/a.amr"}}]}`), chat.KindVoice, "", "", "https://f.zdn.vn/a.amr"},
		{event("user_send_voice", `{"msg_id":"m"}`), chat.KindUnsupported, "", "user_send_voice", ""},
		{event("user_send_poll", `{"msg_id":"m","text":"Họp lúc mấy giờ?"}`), chat.KindText, "Họp lúc mấy giờ?", "", ""},
		{event("user_send_poll", `{"msg_id":"m","attachments":[{"type":"poll","payload":{"title":"Họp lúc mấy giờ?","description":"8h"}}]}`), chat.KindUnsupported, "Họp lúc mấy giờ?\n8h", "user_send_poll", ""},
		{event("user_did_something", `{"msg_id":"m","text":"alo"}`), chat.KindText, "alo", "", ""},
		{event("user_send_image", `{"msg_id":"m","attachments":{"type":"image","payload":{"url":"https://f.zdn.vn/a.jpg"}}}`), chat.KindPhoto, "", "", "https://f.zdn.vn/a.jpg"},
		{event("user_send_image", `{"msg_id":"m","attachment":{"type":"photo","payload":{"url":"https://f.zdn.vn/a.jpg"}}}`), chat.KindPhoto, "", "", "https://f.zdn.vn/a.jpg"},
		{event("user_send_gif", `{"msg_id":"m","attachments":[{"type":"gif","payload":{"url":"https://f.zdn.vn/a.gif"}}]}`), chat.KindFile, "", "", "https://f.zdn.vn/a.gif"},
		{event("user_send_location", `{"msg_id":"m","attachments":[{"type":"location","payload":{"coordinates":{"lat":"10.7","long":"106.6"}}}]}`), chat.KindLocation, "10.7,106.6", "", ""},
		{event("user_send_location", `{"msg_id":"m","attachments":[{"type":"location","payload":{"lat":10.7,"lon":106.6}}]}`), chat.KindLocation, "10.7,106.6", "", ""},
		{event("user_send_location", `{"msg_id":"m","text":"Quán","location":{"latitude":"10.7","longitude":"106.6"}}`), chat.KindLocation, "10.7,106.6 Quán", "", ""},
		{event("user_click_response_button", `{"tracking_id":"t","button_type":"response","data":"Tiếp tục học"}`), chat.KindText, "Tiếp tục học", "", ""},
	} {
		got, err := account(t, sampleTime(), nil).Decode(http.Header{}, []byte(c.body))
		if err != nil || len(got.Messages) != 1 {
			t.Errorf("%s: got %+v, %v; want one message", c.body, got, err)
			continue
		}
		in, file := got.Messages[0], ""
		if len(in.Files) > 0 {
			file = in.Files[0].Ref
		}
		if in.Kind != c.kind || in.Text != c.text || in.Data != c.data || file != c.file {
			t.Errorf("%s: got %s %q %q %q", c.body, in.Kind, in.Text, in.Data, file)
		}
	}
}

// TestAQuickReplyWithoutItsUserIsShownToTheOperator: nobody can be answered.
func TestAQuickReplyWithoutItsUserIsShownToTheOperator(t *testing.T) {
	var n counts
	body := `{"event_name":"user_click_response_button","oa_id":"2","msg_id":"m","timestamp":"1751100041636","message":{"tracking_id":"t","data":"Tiếp tục học"}}`
	got, err := account(t, sampleTime(), n.count).Decode(http.Header{}, []byte(body))
	if err != nil || len(got.Messages) > 0 || !slices.Contains(n.got, zalo.NoUser) {
		t.Errorf("got %+v, %v, counted %v", got, err, n.got)
	}
}

// TestAVisitorWithoutAnAccountHasAnAddress that an answer can be sent to.
func TestAVisitorWithoutAnAccountHasAnAddress(t *testing.T) {
	body := `{"event_name":"anonymous_send_text","app_id":"5","sender":{"id":"a1"},"recipient":{"id":"2"},"timestamp":"1751100041636","message":{"conversation_id":"v7","msg_id":"m","text":"alo"}}`
	got, err := account(t, sampleTime(), nil).Decode(http.Header{}, []byte(body))
	want := chat.Address{Channel: chat.Zalo, Bot: "2", Chat: "a1", Thread: "v7"}
	if err != nil || len(got.Messages) != 1 || got.Messages[0].From != want {
		t.Errorf("got %+v, %v; want a message from %v", got, err, want)
	}
}

func TestFollowsLeavesAndDemandsAreWhatTheyAre(t *testing.T) {
	for name, want := range map[string]chat.Kind{
		"follow": chat.KindStart, "user_click_chatnow": chat.KindStart, "unfollow": chat.KindLeft, "user_withdraw": chat.KindErase,
	} {
		body := `{"event_name":"` + name + `","oa_id":"2","follower":{"id":"1"},"user_id":"1","timestamp":"1751100041636"}`
		got, err := account(t, sampleTime(), nil).Decode(http.Header{}, []byte(body))
		if err != nil || len(got.Messages) != 1 || got.Messages[0].Kind != want || got.Messages[0].Text == "/start" {
			t.Errorf("%s: got %+v, %v; want %s", name, got, err, want)
		}
	}
}

func TestAPressComesBackAsItsChoice(t *testing.T) {
	a := account(t, sampleTime(), nil)
	for text, want := range map[string]chat.Incoming{
		"#b:human":                         {Kind: chat.KindButton, Data: "human"},
		"!b:human":                         {Kind: chat.KindButton, Data: "human"},
		"!b:more:3":                        {Kind: chat.KindButton, Data: "more:3"},
		"#b:t:AGENT_FROM_NOT_FOUND":        {Kind: chat.KindButton, Data: "t:AGENT_FROM_NOT_FOUND"},
		"human":                            {Kind: chat.KindText, Text: "human"},
		"#b:":                              {Kind: chat.KindText, Text: "#b:"},
		"#b:" + strings.Repeat("a", 41):    {Kind: chat.KindText, Text: "#b:" + strings.Repeat("a", 41)},
		"#b:human\ngọi giúp em":            {Kind: chat.KindText, Text: "#b:human\ngọi giúp em"},
		"lỗi #b:human":                     {Kind: chat.KindText, Text: "lỗi #b:human"},
		"#1":                               {Kind: chat.KindText, Text: "#1"},
		"#b:<script>alert(1)</script>":     {Kind: chat.KindText, Text: "#b:<script>alert(1)</script>"},
		"#b:t:A\u0301":                     {Kind: chat.KindText, Text: "#b:t:\u00c1"},
		"  #b:menu  ":                      {Kind: chat.KindButton, Data: "menu"},
		"#b:t:FROM_NUMBER_NOT_FOUND.x/y-1": {Kind: chat.KindButton, Data: "t:FROM_NUMBER_NOT_FOUND.x/y-1"},
	} {
		body, err := json.Marshal(map[string]any{
			"event_name": "user_send_text", "sender": map[string]string{"id": "1"}, "recipient": map[string]string{"id": "2"},
			"timestamp": "1751100041636", "message": map[string]string{"msg_id": "m", "text": text},
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := a.Decode(http.Header{}, body)
		in := got.Messages
		if err != nil || len(in) != 1 {
			t.Fatalf("%q: got %v, %v", text, in, err)
		}
		if got := in[0]; got.Kind != want.Kind || got.Data != want.Data || got.Text != want.Text {
			t.Errorf("%q: got %q %q %q, want %q %q %q", text, got.Kind, got.Data, got.Text, want.Kind, want.Data, want.Text)
		}
	}
}

// TestNoTimeDecidesWhetherAUserIsHeard: an id catches repeats; a clock that is
// wrong, ours or Zalo's, silences nobody.
func TestNoTimeDecidesWhetherAUserIsHeard(t *testing.T) {
	now := time.UnixMilli(1751100041636).UTC()
	ms := func(d time.Duration) string { return fmt.Sprint(now.Add(d).UnixMilli()) }
	for _, c := range []struct {
		name, at string
		want     time.Time
		word     string
	}{
		{"at once", ms(0), now, ""},
		{"last rung", ms(-111 * time.Minute), now.Add(-111 * time.Minute), ""},
		{"three hours old", ms(-3 * time.Hour), now.Add(-3 * time.Hour), zalo.Old},
		{"eleven hours old", ms(-11 * time.Hour), now.Add(-11 * time.Hour), zalo.Old},
		{"three days old", ms(-72 * time.Hour), now, zalo.Old},
		{"beyond the calendar", "9223372036854775807", now, zalo.Future},
		{"our clock is half a minute slow", ms(30 * time.Second), now.Add(30 * time.Second), ""},
		{"our clock is six minutes slow", ms(6 * time.Minute), now, zalo.Future},
		{"our clock is 25 minutes slow", ms(25 * time.Minute), now, zalo.Future},
		{"seconds", fmt.Sprint(now.Unix()), now.Truncate(time.Second), ""},
		{"seconds of tomorrow", fmt.Sprint(now.Add(24 * time.Hour).Unix()), now, zalo.Future},
		{"twelve digits, as in Zalo's samples", "154397978274", now, zalo.Old},
		{"no number", "hôm qua", now, ""},
		{"negative", "-5", now, ""},
		{"none", "", now, ""},
	} {
		var n counts
		body := `{"event_name":"user_send_text","sender":{"id":"1"},"recipient":{"id":"2"},"timestamp":"` + c.at + `","message":{"msg_id":"m","text":"x"}}`
		got, err := account(t, now, n.count).Decode(http.Header{}, []byte(body))
		if err != nil || len(got.Messages) != 1 || !got.Messages[0].At.Equal(c.want) {
			t.Errorf("%s: got %+v, %v; want one message at %v", c.name, got, err, c.want)
		}
		if c.word != "" && !slices.Contains(n.got, c.word) || c.word == "" && len(n.got) > 0 {
			t.Errorf("%s: counted %v, want %q", c.name, n.got, c.word)
		}
	}
}

func TestARedeliveryHasTheSameID(t *testing.T) {
	for _, u := range updates(t) {
		a := account(t, sampleTime(), nil)
		one, _ := a.Decode(http.Header{}, u.Update)
		two, _ := account(t, sampleTime().Add(time.Hour), nil).Decode(http.Header{"Num_retry": {"4"}}, u.Update)
		for i := range one.Messages {
			if len(two.Messages) != len(one.Messages) || one.Messages[i].ID == "" || one.Messages[i].ID != two.Messages[i].ID {
				t.Errorf("%s: got %v then %v, want the same id", u.About, one.Messages, two.Messages)
			}
		}
	}
}

func TestWhatCantBeReadIsAnError(t *testing.T) {
	a := account(t, sampleTime(), nil)
	for _, body := range []string{
		``, `null`, `[]`, `"x"`, `{"event_name":`, `{"timestamp":"1751100041636"}`, `{"event_name":""}`,
		`{"event_name":"user_send_text","timestamp":"1751100041636"}`,
		`{"event_name":"user_send_text","sender":{"id":"1"},"timestamp":"1751100041636"}`,
		`{"event_name":"follow","follower":{"id":"1"},"timestamp":"1751100041636"}`,
	} {
		if in, err := a.Decode(http.Header{}, []byte(body)); err == nil {
			t.Errorf("%s: got %v, want an error", body, in)
		}
	}
}

func TestAnEventWithoutTimeIsNew(t *testing.T) {
	now := sampleTime()
	body := `{"event_name":"user_send_text","sender":{"id":"1"},"recipient":{"id":"2"},"message":{"msg_id":"m","text":"x"}}`
	got, err := account(t, now, nil).Decode(http.Header{}, []byte(body))
	in := got.Messages
	if err != nil || len(in) != 1 || !in[0].At.Equal(now) {
		t.Errorf("got %v, %v; want one arrival now", in, err)
	}
	h := http.Header{"X-Zevent-Timestamp": {"1751100041636"}}
	got, err = account(t, now, nil).Decode(h, []byte(body))
	in = got.Messages
	if err != nil || len(in) != 1 || in[0].At.UnixMilli() != 1751100041636 {
		t.Errorf("with the header: got %v, %v; want its time", in, err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, u := range updates(f) {
		f.Add([]byte(u.Update))
	}
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"event_name":"user_send_image","message":{"attachments":[{"payload":null},{"type":"file","payload":{"size":1e99}}]}}`))
	a := account(f, sampleTime(), nil)
	f.Fuzz(func(t *testing.T, body []byte) {
		a.Verify(http.Header{"X-Zevent-Signature": {string(body)}}, body)
		got, err := a.Decode(http.Header{}, body)
		in := got.Messages
		if err != nil && len(in) > 0 {
			t.Errorf("both arrivals and %v", err)
		}
		for _, i := range in {
			if i.ID == "" || i.Kind == "" || i.From.Chat == "" || i.From.Bot == "" || i.At.IsZero() {
				t.Errorf("got %+v, want id, kind, user, account and time", i)
			}
			if _, err := chat.ParseAddress(i.From.String()); err != nil {
				t.Errorf("address %q: %v", i.From, err)
			}
			for _, file := range i.Files {
				if file.Ref == "" || file.Channel != chat.Zalo {
					t.Errorf("got file %+v, want a place to fetch it from", file)
				}
			}
		}
	})
}

// TestReceiptsTellWhatBecameOfOurMessages: the account is the sender of such an
// event, and one may speak of several messages.
func TestReceiptsTellWhatBecameOfOurMessages(t *testing.T) {
	a := account(t, sampleTime(), nil)
	for about, state := range map[string]string{
		"user received message": chat.Delivered, "user seen message": chat.Read,
	} {
		got, err := a.Decode(http.Header{}, sample(t, about))
		if err != nil {
			t.Fatal(err)
		}
		want := chat.Receipt{
			From:    chat.Address{Channel: chat.Zalo, Bot: "1423847451268726170", Chat: "8309393969855402319"},
			Message: "7dce8fea5a4d8d82a87f", State: state, At: time.UnixMilli(1751100041636).UTC(),
		}
		if len(got.Messages) != 0 || !slices.Equal(got.Receipts, []chat.Receipt{want}) {
			t.Errorf("%s: got %+v, want the receipt %+v", about, got, want)
		}
	}
}

// sample is the update that is about this.
func sample(t *testing.T, about string) []byte {
	t.Helper()
	for _, u := range updates(t) {
		if u.About == about {
			return u.Update
		}
	}
	t.Fatalf("no update is about %q", about)
	return nil
}
