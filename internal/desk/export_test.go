package desk_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/goldentest"
	"hotro/internal/record"
)

// solvedCase plays a ticket with everything a ticket can hold.
func solvedCase(t *testing.T) *office {
	o := newOffice(t)
	o.turn(func(r *record.Record) {
		r.Hear(chat.Incoming{User: r.Conv.User, Kind: chat.KindText, Text: "=HYPERLINK(\"http://x\") gọi ra bị ngắt", At: o.now})
		r.Hear(chat.Incoming{
			User: r.Conv.User, Kind: chat.KindPhoto, Text: "-2+3", At: o.now,
			Files: []chat.File{{Kind: chat.FilePhoto, Channel: chat.Telegram, Ref: "p1"}},
		})
		r.Say(chat.Reply{Text: "Anh/chị gửi giúp em **mã cuộc gọi** ạ."})
		o.Open(r, 12, desk.Details{
			Topic: "CALL_ENDS_IMMEDIATELY", Title: "Cuộc gọi ngắt ngay lập tức", Why: "document",
			Path: []chat.Tried{
				{Topic: "CALL_ENDS_IMMEDIATELY", Node: "call_ends_immediately.1", Text: "Lấy **call ID** của cuộc gọi lỗi", Result: "done", At: o.now},
				{Topic: "CALL_ENDS_IMMEDIATELY", Node: "call_ends_immediately.2", Text: "Gọi thử từ hotline khác", Result: "failed", At: o.now},
			},
			Refs:  []string{"call-vn-1-7EOLB370OL-1751008322530"},
			Facts: map[string]string{"agent": "lan@example.vn", "hotline": "02471234567"},
			After: "Anh/chị chuyển bản tin này cho nhà mạng quản lý số hotline ạ.",
			Call:  map[string]string{"from": "02471234567", "to": "84901234567", "cause": "USER_BUSY"},
			Model: "Người dùng gọi ra bị ngắt ngay. Nghi lỗi nhà mạng.",
		}, 1)
	})
	o.passes(2 * time.Minute)
	pcap := chat.Reply{Text: "Em gửi bản tin", Files: []chat.File{{Kind: chat.FileDoc, Name: "call.pcap", Blob: "b1"}}}
	_, err := o.Say(t.Context(), hoa.String(), lan, "web", pcap, "")
	o.ok(err)
	o.ok(o.Note(t.Context(), hoa.String(), lan, "@all kiểm tra nhà mạng", ""))
	o.ok(o.Close(t.Context(), hoa.String(), lan, "đã gửi PCAP", ""))
	o.turn(func(r *record.Record) { o.Rate(r, 5, "+1 nhanh") })
	return o
}

func TestExportGolden(t *testing.T) {
	o := solvedCase(t)
	for format, name := range map[string]string{
		desk.FormatText: "export.txt", desk.FormatJSON: "export.json", desk.FormatCSV: "export.csv",
	} {
		got, err := o.Export(t.Context(), 12, format, nil)
		o.ok(err)
		goldentest.Check(t, "testdata/"+name, got)
	}
}

func TestExportCSVHasNoFormulas(t *testing.T) {
	o := solvedCase(t)
	out, err := o.Export(t.Context(), 12, desk.FormatCSV, nil)
	o.ok(err)
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	o.ok(err)
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("cell %q would be taken for a formula", cell)
			}
		}
	}
}

func TestExportJSONReadsBack(t *testing.T) {
	o := solvedCase(t)
	out, err := o.Export(t.Context(), 12, desk.FormatJSON, nil)
	o.ok(err)
	var got struct {
		Ticket chat.Ticket
		Lines  []desk.TranscriptLine
	}
	o.ok(json.Unmarshal(out, &got))
	if got.Ticket.Number != 12 || len(got.Lines) < 6 {
		t.Errorf("ticket %d with %d lines, want 12 with all its lines", got.Ticket.Number, len(got.Lines))
	}
}

func TestExportRefusesUnknownFormatAndTicket(t *testing.T) {
	o := solvedCase(t)
	if _, err := o.Export(t.Context(), 12, "xlsx", nil); err == nil {
		t.Error("xlsx was exported, want an error")
	}
	if _, err := o.Export(t.Context(), 99, desk.FormatText, nil); err == nil {
		t.Error("ticket 99 was exported, want an error")
	}
}

func TestSummaryGolden(t *testing.T) {
	o := solvedCase(t)
	lines, err := o.Lines(t.Context(), hoa.String(), 1, 100)
	o.ok(err)
	goldentest.Check(t, "testdata/summary.txt", []byte(o.Summary(o.ticket(), lines)))
	noID := o.ticket()
	noID.Refs, noID.Path, noID.Call, noID.Model, noID.Topic = nil, nil, nil, "", ""
	noID.Facts = map[string]string{"hotline": "02471234567", "customer": "0901234567", "time": "khoảng 9 giờ sáng", "error": "Mã 486"}
	goldentest.Check(t, "testdata/summary_noid.txt", []byte(o.Summary(noID, nil)))
}

func TestFileFromStaffBringsTheAdviceOnce(t *testing.T) {
	o := solvedCase(t)
	n := 0
	for _, text := range o.told() {
		if strings.Contains(text, "chuyển bản tin này cho nhà mạng") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("advice given %d times, want once", n)
	}
}

// TestAnExportBeginsWithTheFirstLine: what led to a ticket is in it, also what was
// said before the line at which the matter began; what belongs to an earlier
// ticket, or to another day, is not.
func TestAnExportBeginsWithTheFirstLine(t *testing.T) {
	o := newOffice(t)
	hears := func(words string) {
		o.turn(func(r *record.Record) {
			r.Hear(chat.Incoming{User: r.Conv.User, Kind: chat.KindText, Text: words, At: o.now})
		})
	}
	hears("hôm kia chị hỏi rồi")
	o.passes(48 * time.Hour)
	hears("em bị đăng xuất liên tục")
	hears("gặp nhân viên")
	o.turn(func(r *record.Record) {
		o.Open(r, 12, desk.Details{Title: "em bị đăng xuất liên tục", First: 3}, 1)
	})
	b, err := o.Export(t.Context(), 12, desk.FormatCSV, nil)
	o.ok(err)
	if out := string(b); !strings.Contains(out, ",em bị đăng xuất liên tục,") || strings.Contains(out, "hôm kia") {
		t.Errorf("the export is\n%s", out)
	}
	o.ok(o.Close(t.Context(), hoa.String(), lan, "xong", ""))
	hears("máy in hỏng")
	o.turn(func(r *record.Record) { o.Open(r, 13, desk.Details{Title: "máy in hỏng", Anew: true}, 1) })
	b, err = o.Export(t.Context(), 13, desk.FormatCSV, nil)
	o.ok(err)
	if out := string(b); !strings.Contains(out, "máy in hỏng") || strings.Contains(out, "đăng xuất") {
		t.Errorf("the export of the next ticket is\n%s", out)
	}
}

func TestSearch(t *testing.T) {
	o := solvedCase(t)
	for query, want := range map[string]int{
		"12": 1, "#12": 1, "7eolb370ol": 1, "ngat NGAY": 1, "hoa": 1, "ban tin": 1, "nha mang": 1, "nothing like it": 0,
	} {
		found, err := o.Search(t.Context(), desk.Query{Text: query})
		o.ok(err)
		if len(found.Hits) != want {
			t.Errorf("Search(%q) found %d, want %d", query, len(found.Hits), want)
		}
	}
}
