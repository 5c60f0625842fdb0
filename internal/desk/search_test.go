package desk_test

import (
	"fmt"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
)

// files opens tickets 1, 2, 3 … of people of these names, five minutes apart.
func (o *office) files(people ...chat.Ticket) {
	o.Helper()
	for i, p := range people {
		at := chat.Address{Channel: chat.Telegram, Bot: "7", Chat: fmt.Sprint(2000 + i)}
		if p.Conv.Channel != "" {
			at.Channel = p.Conv.Channel
		}
		o.turnOf(at, func(r *record.Record) {
			r.Conv.User = chat.User{ID: at.Chat, Name: p.User.Name}
			r.Hear(chat.Incoming{From: at, User: r.Conv.User, Kind: chat.KindText, Text: p.Summary, At: o.now, Message: "m"})
			o.Open(r, int64(i+1), desk.Details{Topic: p.Topic, Title: p.Title, Facts: p.Facts, Refs: p.Refs}, 0)
		})
		if len(p.Tags) > 0 {
			o.ok(o.Tag(o.Context(), at.String(), lan, p.Tags, ""))
		}
		o.now = o.now.Add(5 * time.Minute)
	}
}

func named(name, said string) chat.Ticket {
	return chat.Ticket{User: chat.User{Name: name}, Summary: said}
}

// What is exact comes before words, words before parts, and diacritics weigh.
func TestSearchFindsTheLikelyFirst(t *testing.T) {
	o := newOffice(t)
	o.files(
		named("Trần Văn Khánh", "alo"), named("Thanh", "chị Hạnh bảo em nhắn"), named("Lê Thị Hạnh", "máy báo lỗi"), named("Hạnh", "lỗi micro"),
		named("Hành Sơn", "lỗi mạng"), named("nguyen hanh", "alo"),
		chat.Ticket{User: chat.User{Name: "Bảo"}, Facts: map[string]string{"phone": "0913 131 313"}, Refs: []string{"call-vn-1-7EOLB370OL-1751008322530"}},
		chat.Ticket{User: chat.User{Name: "Tâm"}, Facts: map[string]string{"time": "13 giờ", "customer": "+84976415857"}},
		named("Ánh", "13 cuộc đều rớt"), named("Vũ", "a"), named("Thu", "b"), named("Long", "c"), named("Mạnh", "d"),
	)
	for query, want := range map[string]string{
		"Hạnh":       "[4 3 2 6 5]", // the name, a part of it, words, a bare name, other marks; no Khánh
		"hanh":       "[4 6 3 5 2 1]",
		"Thị Hạnh":   "[3]",
		"#13":        "[13]",
		"13":         "[13 8 9]", // the number, then words; not parts of telephones
		"131313":     "[7]",
		"0913131313": "[7]", "0976 415 857": "[8]", "+84 976 415 857": "[8]",
		"call-vn-1-7eolb370ol-1751008322530": "[7]", "7EOLB370OL": "[7]",
		"nothing like it": "[]",
	} {
		found, err := o.Search(t.Context(), desk.Query{Text: query})
		o.ok(err)
		got := []int64{}
		for _, h := range found.Hits {
			got = append(got, h.Ticket.Number)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%q: got %v, want %s", query, got, want)
		}
	}
}

func TestSearchIsNarrowedDown(t *testing.T) {
	o := newOffice(t)
	day := o.now
	o.files(
		chat.Ticket{User: chat.User{Name: "Hạnh"}, Topic: "AGENT_NOT_ALLOW", Title: "Chưa được cấp quyền", Tags: []string{"VIP"}},
		chat.Ticket{User: chat.User{Name: "Hạnh"}, Topic: "AGENT_NOT_ALLOW", Title: "Chưa được cấp quyền", Conv: chat.Address{Channel: chat.Zalo}},
		chat.Ticket{User: chat.User{Name: "Hạnh"}, Topic: "CALL_ENDS_IMMEDIATELY", Title: "Ngắt ngay", Tags: []string{"mạng"}},
	)
	conv := chat.Address{Channel: chat.Telegram, Bot: "7", Chat: "2002"}.String()
	o.ok(o.Claim(t.Context(), conv, lan, ""))
	o.ok(o.Close(t.Context(), conv, lan, "", ""))
	for _, c := range []struct {
		q    desk.Query
		want string
	}{
		{desk.Query{}, "[1 2 3]"},
		{desk.Query{Topic: "AGENT_NOT_ALLOW"}, "[1 2]"},
		{desk.Query{Text: "hạnh", Channel: chat.Zalo}, "[2]"},
		{desk.Query{Tag: "vip"}, "[1]"},
		{desk.Query{State: desk.StateOpen}, "[1 2]"},
		{desk.Query{State: chat.Closed}, "[3]"},
		{desk.Query{Agent: lan.ID}, "[3]"},
		{desk.Query{From: day.Add(3 * time.Minute), To: day.Add(8 * time.Minute)}, "[2]"},
		{desk.Query{Text: "#1", State: chat.Closed}, "[]"},
	} {
		found, err := o.Search(t.Context(), c.q)
		o.ok(err)
		got := []int64{}
		for _, h := range found.Hits {
			got = append(got, h.Ticket.Number)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%+v: got %v, want %s", c.q, got, c.want)
		}
		if f := found.Facets; len(f.Topics) != 2 || len(f.Channels) != 2 || len(f.Tags) != 2 || len(f.Agents) != 1 || f.Agents[0].Name != "Lan" {
			t.Errorf("%+v: facets %+v, want those of all tickets", c.q, f)
		}
	}
}
