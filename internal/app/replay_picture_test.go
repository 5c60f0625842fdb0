package app_test

import (
	"encoding/json"
	"strings"
	"testing"

	"hotro/internal/app"
)

func TestACaptionThatIsTakenAwayIsNoEmptyMessage(t *testing.T) {
	got := replayedTo(t, withPhoto("1", `,"caption":"lỗi mic"`), "edit "+withPhoto("1", ""), "edit "+withPhoto("1", ""))
	if said := heardBack(got[1]); said != "" {
		t.Errorf("the user hears %q, want nothing", said)
	}
	if staff := strings.Join(got[1].Staff, "\n"); !strings.Contains(staff, "(đã sửa)") {
		t.Errorf("staff see %q, want the edit", staff)
	}
}

func TestAReplacedPictureLeavesTheOpenQuestion(t *testing.T) {
	got := replayedTo(t, withPhoto("1", `,"caption":"lỗi mic"`), "edit "+withPhoto("2", `,"caption":"lỗi mic"`))
	if said := heardBack(got[1]); strings.Contains(said, "mô tả lỗi") || strings.Contains(said, "trình duyệt nào") || !strings.Contains(said, "thay ảnh") {
		t.Errorf("the user hears %q", said)
	}
	if staff := strings.Join(got[1].Staff, "\n"); !strings.Contains(staff, "[ảnh") {
		t.Errorf("staff see %q, want the new picture", staff)
	}
	if g, w := got[1].Says[0].Choices, got[0].Says[0].Choices; len(g) != len(w) {
		t.Errorf("the choices are %q, want %q", g, w)
	}
}

func TestAScreenshotSentAsAFileIsAPicture(t *testing.T) {
	document := func(name, kind string) string {
		return `"document":{"file_id":"D","file_unique_id":"d","file_name":"` + name + `","mime_type":"` + kind + `"}`
	}
	for name, message := range map[string]string{
		"by type": document("", "image/png"), "by both": document("anh.jpg", "image/jpeg"),
		"by name": document("anh.PNG", ""), "bytes of no type": document("anh.webp", "application/octet-stream"),
	} {
		isPicture(t, name, replayedTo(t, message)[0])
	}
	zalo := `{"event_name":"user_send_file","app_id":"1","sender":{"id":"77"},"recipient":{"id":"9"},"message":{"msg_id":"m1","attachments":[{"type":"file","payload":{"url":"https://f.zdn.vn/a","name":"loi.png","type":"png","size":"9"}}]},"timestamp":"1785910000000"}`
	isPicture(t, "on Zalo", replay(t).Play(t.Context(), "", json.RawMessage(zalo)))
	if pdf := replayedTo(t, document("anh.pdf", "application/pdf"))[0]; !strings.Contains(pdf.Staff[0], "[tệp") {
		t.Errorf("a PDF: staff see %q", pdf.Staff)
	}
}

func isPicture(t *testing.T, name string, got app.Replayed) {
	t.Helper()
	if said := heardBack(got); !strings.Contains(said, "nhận được ảnh") {
		t.Errorf("%s: the user hears %q", name, said)
	}
	if len(got.Staff) == 0 || !strings.Contains(got.Staff[0], "[ảnh") {
		t.Errorf("%s: staff see %q", name, got.Staff)
	}
}
