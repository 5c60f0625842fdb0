package forum_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
)

func TestUserLinesAreShownVerbatim(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	lines := []string{"<b>đậm</b> & *sao* _gạch_ `mã`", "📝 Lan: giả làm ghi chú", "dòng 1\ndòng 2", strings.Repeat("dài ", 2500)}
	for _, l := range lines {
		g.hoa.Says(l)
		g.pump()
	}
	for _, m := range g.shown() {
		for _, bold := range m.Bold {
			if strings.Contains(bold, "Lan") {
				t.Errorf("a user's words look like a note: %q", bold)
			}
		}
	}
	g.wantShown(lines[:3]...)
	if got := strings.Count(g.shownText(), "dài"); got != 2500 {
		t.Errorf("%d words of the long line are shown, want all 2500", got)
	}
}

func TestLinesThatComeTogetherShareAMessage(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	before := len(g.shown())
	for i := range 5 {
		g.hoa.Says(fmt.Sprint("dòng ", i))
	}
	g.pump()
	if got := len(g.shown()) - before; got != 1 {
		t.Errorf("five lines took %d messages, want 1", got)
	}
	g.wantShown("dòng 0\ndòng 1\ndòng 2\ndòng 3\ndòng 4")
}

func TestStaffLineReachesTheUserVerbatimAndClaims(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	before := len(g.shown())
	g.lan.Writes(g.topic().ID, "Em chào anh, em **kiểm tra** <ngay>")
	g.pump()
	g.wantHeard("Em chào anh, em **kiểm tra** <ngay>", 1)
	g.wantHeard("Nhân viên Lan đã vào hỗ trợ anh/chị ạ.", 1)
	if got := g.ticket(); got.State != chat.Claimed || got.Holder.Staff != "telegram:42" {
		t.Errorf("ticket is %s, held by %s; want claimed by Lan", got.State, got.Holder.Staff)
	}
	if got := len(g.shown()); got != before {
		t.Errorf("the topic has %d messages of ours, want %d: the line stands there already", got, before)
	}
	if !strings.Contains(g.card().Text, "Lan đang hỗ trợ") {
		t.Errorf("card %q, want who holds it", g.card().Text)
	}
}

func TestNotesAreNotRelayed(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	heard := len(g.heard())
	g.lan.Writes(g.topic().ID, "// khách này VIP")
	g.lan.Writes(g.topic().ID, "/note gọi lại sau 5 phút")
	g.lan.Writes(g.topic().ID, "/note@hotro_test_bot thêm một dòng")
	g.pump()
	if got := len(g.heard()); got != heard {
		t.Errorf("Hoa heard %q", g.heard()[heard:])
	}
	lines, err := g.desk.Reader.Lines(t.Context(), g.conv(), 1, 100)
	g.ok(err)
	var notes []string
	for _, l := range lines {
		if l.By == chat.ByNote {
			notes = append(notes, l.Text)
		}
	}
	if got, want := strings.Join(notes, "|"), "khách này VIP|gọi lại sau 5 phút|thêm một dòng"; got != want {
		t.Errorf("notes %q, want %q", got, want)
	}
}

func TestColleagueWhoHelpsIsToldOnce(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.minh.Writes(g.topic().ID, "/claim")
	g.lan.Writes(g.topic().ID, "anh thử F5 xem")
	g.lan.Writes(g.topic().ID, "rồi gọi lại nhé")
	g.pump()
	g.wantHeard("anh thử F5 xem", 1)
	g.wantHeard("rồi gọi lại nhé", 1)
	if got := strings.Count(g.shownText(), "Minh đang giữ"); got != 1 {
		t.Errorf("told %d times who holds the ticket, want once", got)
	}
	if got := g.ticket().Holder.Name; got != "Minh" {
		t.Errorf("held by %s, want Minh still", got)
	}
}

func TestRepliesAreMirroredBothWays(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic := g.topic().ID
	line := g.hoa.Says("call-vn-1-7EOLB370OL-1751008322530")
	g.pump()
	mirrored := g.shown()[len(g.shown())-1]
	answer := g.lan.Replies(topic, mirrored.ID, "mã này em thấy rồi")
	g.pump()
	got := g.hoa.Heard()[len(g.hoa.Heard())-1]
	if got.ReplyTo != line.ID {
		t.Errorf("Lan's answer replies to %d, want Hoa's line %d", got.ReplyTo, line.ID)
	}
	g.hoa.Replies(got.ID, "dạ đúng mã đó")
	g.pump()
	back := g.shown()[len(g.shown())-1]
	if !strings.HasSuffix(back.Text, "dạ đúng mã đó") || back.ReplyTo != answer.ID {
		t.Errorf("shown %q as a reply to %d, want a reply to Lan's %d", back.Text, back.ReplyTo, answer.ID)
	}
}

func TestEditsAreMirroredBothWays(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	line := g.hoa.Says("hotline 02471234567")
	g.pump()
	g.hoa.Edits(line.ID, "hotline 02479999999")
	g.pump()
	g.wantShown("✏️ (đã sửa): hotline 02479999999")
	words := g.lan.Writes(g.topic().ID, "em kiểm tra hotline 0247999")
	g.pump()
	g.lan.Edits(words.ID, "em kiểm tra hotline 02479999999")
	g.pump()
	g.wantHeard("em kiểm tra hotline 02479999999", 1)
	g.wantHeard("em kiểm tra hotline 0247999", 0)
	if got := strings.Count(g.shownText(), "(đã sửa)"); got != 1 {
		t.Errorf("edits shown %d times, want Hoa's alone", got)
	}
}

// TestAColleaguesLineIsNotEdited: who sends the edit of a line that is a
// colleague's is told so, and the user keeps what was said; a lead's edit counts.
func TestAColleaguesLineIsNotEdited(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.lan.Becomes("member")
	command := g.lan.Writes(g.topic().ID, "/help") // not relayed, so that its id is free for Minh's line
	g.pump()
	minh := desk.Staff{ID: "telegram:43", Name: "Minh", Role: desk.RoleAgent}
	_, err := g.desk.Write(t.Context(), g.conv(), minh, desk.StaffMessage{
		Via: chat.Telegram, Messages: []string{strconv.FormatInt(command.ID, 10)}, Reply: chat.Reply{Text: "em xem sim"},
	})
	if err != nil {
		t.Fatal(err)
	}
	g.pump()
	g.lan.Edits(command.ID, "chen vào")
	g.pump()
	g.wantShown("chỉ trưởng nhóm mới sửa được")
	g.wantHeard("em xem sim", 1)
	g.wantHeard("chen vào", 0)
	g.lan.Becomes("administrator")
	g.lan.Edits(command.ID, "em xem lại sim")
	g.pump()
	g.wantHeard("em xem lại sim", 1)
}

func TestFilesAndAlbumsGoBothWays(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.hoa.SendsAlbum("ba ảnh lỗi", []byte("a"), []byte("b"), []byte("c"))
	g.hoa.SendsDocument("log.txt", "text/plain", []byte("log"), "")
	g.hoa.SendsVoice([]byte("voice"))
	g.pump()
	var album, others []string
	for _, m := range g.shown() {
		switch {
		case m.File != nil && m.Album != "":
			album = append(album, m.Album)
		case m.File != nil:
			others = append(others, m.File.Kind)
		}
	}
	if len(album) != 3 || album[0] != album[2] {
		t.Errorf("album shown as %v, want three of one album", album)
	}
	if got := fmt.Sprint(others); got != "[document voice]" {
		t.Errorf("other files %s, want the document and the voice note", got)
	}
	g.lan.SendsDocument(g.topic().ID, "call.pcap", "application/vnd.tcpdump.pcap", []byte("pcap"), "bản tin đây ạ")
	g.pump()
	got := g.hoa.Heard()[len(g.hoa.Heard())-1]
	if got.File == nil || got.File.Name != "call.pcap" || string(got.File.Data) != "pcap" || got.Text != "bản tin đây ạ" {
		t.Errorf("Hoa got %+v, want the capture with its caption", got)
	}
}

func TestAlbumOfStaffReachesTheUserAsOne(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	before := len(g.hoa.Heard())
	sent := g.lan.SendsAlbum(g.topic().ID, "anh làm theo ba ảnh này ạ", []byte("1"), []byte("2"), []byte("3"))
	g.pump()
	var got []telegramtest.Message
	for _, m := range g.hoa.Heard()[before:] {
		if m.File != nil {
			got = append(got, m)
		}
	}
	if len(got) != 3 || got[0].Album == "" || got[0].Album != got[2].Album {
		t.Fatalf("Hoa got %+v, want three pictures of one album", got)
	}
	if got[0].Text != "anh làm theo ba ảnh này ạ" || string(got[0].File.Data) != "1" || string(got[2].File.Data) != "3" {
		t.Errorf("Hoa got %+v, want the caption, and the pictures in order", got)
	}
	for _, m := range sent {
		if _, err := g.desk.Reader.Find(t.Context(), g.conv(), "desk", strconv.FormatInt(m.ID, 10)); err != nil {
			t.Errorf("item %d leads to no line: %v", m.ID, err)
		}
	}
}

// An album that is handled again, with an item that came late, sends that item
// alone.
func TestAlbumTakenInHalves(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.lan.SendsAlbum(g.topic().ID, "", []byte("1"), []byte("2"), []byte("3"))
	items := g.updates()
	count := func() int {
		g.pump()
		n := 0
		for _, m := range g.hoa.Heard() {
			if m.File != nil {
				n++
			}
		}
		return n
	}
	g.ok(g.front.Handle(t.Context(), items[0], items[1]))
	if n := count(); n != 2 {
		t.Fatalf("Hoa got %d pictures, want 2", n)
	}
	for range 2 {
		g.ok(g.front.Handle(t.Context(), items[0], items[1:]...))
		if n := count(); n != 3 {
			t.Fatalf("Hoa got %d pictures, want 3", n)
		}
	}
}

func TestWebFrontIsMirrored(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	web := desk.Staff{ID: "web:minh@example.vn", Name: "Minh"}
	_, err := g.desk.Say(t.Context(), g.conv(), web, "web", chat.Reply{Text: "em trả lời trên web"}, "w1")
	g.ok(err)
	g.ok(g.desk.Note(t.Context(), g.conv(), web, "ghi chú trên web", "w2"))
	g.pump()
	g.wantShown("👤 Minh (web): em trả lời trên web", "📝 Minh: ghi chú trên web")
	if !strings.Contains(g.card().Text, "Minh đang hỗ trợ") {
		t.Errorf("card %q, want Minh as the holder", g.card().Text)
	}
}

func TestUndeliveredReplyIsShownInTheTopic(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.tg.Fail("sendMessage", 2, telegramtest.Refuse(403, "Forbidden: bot was blocked by the user"))
	g.lan.Writes(g.topic().ID, "anh còn đó không")
	g.pump()
	g.wantShown("⚠️ Chưa gửi được tới người dùng: «anh còn đó không»")
	if got := strings.Count(g.shownText(), "⚠️"); got != 1 {
		t.Errorf("the failure is shown %d times, want once", got)
	}
}

func TestAFileThatCantBeShownHoldsNothingUp(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.turn(func(r *record.Record) {
		in := chat.Incoming{
			From: r.Conv.Address, User: r.Conv.User, Kind: chat.KindFile, At: g.now, Message: "5000",
			Files: []chat.File{{Kind: chat.FileDoc, Channel: chat.Zalo, Ref: "https://zalo.example/file", Name: "hop-dong.pdf"}},
		}
		g.desk.Lifecycle.Heard(r, in, r.Hear(in))
	})
	g.hoa.Says("anh xem tệp giúp em")
	g.passes(5 * time.Second)
	g.wantShown("[tệp hop-dong.pdf không đưa được vào đây]", "anh xem tệp giúp em")
}

// A caption is where words to colleagues stand when a picture comes with them.
func TestANoteBelowAPictureIsANote(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	topic, heard := g.topic().ID, len(g.heard())
	g.lan.SendsPhoto(topic, []byte("1"), "/note khách này hay báo sai")
	g.lan.SendsPhoto(topic, []byte("2"), "/note")
	g.lan.SendsDocument(topic, "log.txt", "text/plain", []byte("3"), "// log nội bộ")
	g.lan.SendsAlbum(topic, "/note hai ảnh này", []byte("4"), []byte("5"))
	g.pump()
	if got := len(g.heard()); got != heard {
		t.Errorf("Hoa heard %q", g.heard()[heard:])
	}
	lines, err := g.desk.Reader.Lines(t.Context(), g.conv(), 1, 100)
	g.ok(err)
	var notes []string
	for _, l := range lines {
		if l.By == chat.ByNote {
			notes = append(notes, fmt.Sprintf("%s+%d", l.Text, len(l.Files)))
		}
	}
	if got, want := strings.Join(notes, "|"), "khách này hay báo sai+1|+1|log nội bộ+1|hai ảnh này+2"; got != want {
		t.Errorf("notes %q, want %q", got, want)
	}
}

func TestACommandBelowAPictureDoesNothingAndSaysSo(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	heard := len(g.heard())
	g.lan.SendsPhoto(g.topic().ID, []byte("1"), "/close xong rồi")
	g.pump()
	if len(g.heard()) != heard || g.ticket().State != chat.Waiting {
		t.Errorf("Hoa heard %q, the ticket is %s; want nothing done", g.heard()[heard:], g.ticket().State)
	}
	g.wantShown("Lệnh /close không đi kèm ảnh hay tệp được")
}

// What was sent and is turned into a note goes to the user by no means, and what
// they had of it is taken back.
func TestAnEditNeverSendsANote(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	sent := g.lan.Writes(g.topic().ID, "em kiểm tra ngay ạ")
	note := g.lan.Writes(g.topic().ID, "/note khách VIP")
	g.pump()
	g.lan.Edits(sent.ID, "/note khách này khó tính")
	g.lan.Edits(note.ID, "/note khách VIP, gọi lại")
	g.pump()
	for _, h := range g.heard() {
		if strings.Contains(h, "khó tính") || strings.Contains(h, "VIP") {
			t.Errorf("Hoa heard %q", h)
		}
	}
	g.wantShown("Lan đã thu hồi tin này")
	if n := g.atHoa("em kiểm tra ngay ạ"); n != 0 {
		t.Error("Hoa still sees what became a note")
	}
	lines, err := g.desk.Reader.Lines(t.Context(), g.conv(), 1, 100)
	g.ok(err)
	var notes []string
	for _, l := range lines {
		if l.By == chat.ByNote {
			notes = append(notes, l.Latest())
		}
	}
	if got := strings.Join(notes, "|"); got != "khách VIP, gọi lại|khách này khó tính" {
		t.Errorf("the notes say %q, want their words without the command", got)
	}
}

// Staff see what a link named that the user came by, on whatever platform.
func TestStaffSeeWhatALinkNamed(t *testing.T) {
	g := newGroup(t, setup{})
	g.asks()
	g.turn(func(r *record.Record) {
		in := chat.Incoming{From: r.Conv.Address, User: r.Conv.User, Kind: chat.KindStart, At: g.now, Data: "FROM_NUMBER_NOT_FOUND call-vn-1-7EOLB370OL-1751008322530"}
		g.desk.Lifecycle.Heard(r, in, r.Hear(in))
	})
	g.hoa.Starts("SDK_ERROR-7EOLB370OL-1751008322530")
	g.pump()
	g.wantShown("▶ mở từ liên kết: FROM_NUMBER_NOT_FOUND call-vn-1-7EOLB370OL-1751008322530", "▶ mở từ liên kết: SDK_ERROR-7EOLB370OL-1751008322530")
}
