package chat_test

import (
	"testing"

	"hotro/internal/chat"
)

// TestALineIsShownAsWhatItIs: wherever staff read, a line without words says
// what came.
func TestALineIsShownAsWhatItIs(t *testing.T) {
	vi := book{
		"kind.sticker": "[nhãn dán]", "kind.is_poll": "[bình chọn]", "kind.other": "[loại {name}]",
		"kind.button": "[nút cũ]", "kind.opened_at": "mở từ liên kết: {what}", "kind.forwarded": "↪ {name}:",
	}
	for name, c := range map[string]struct {
		line chat.Line
		want string
	}{
		"words":                 {chat.Line{Text: "alo", Kind: chat.KindText}, "alo"},
		"edited words":          {chat.Line{Text: "alo", Edited: "a lô", Kind: chat.KindText}, "a lô"},
		"a sticker":             {chat.Line{Kind: chat.KindSticker}, "[nhãn dán]"},
		"a sticker of words":    {chat.Line{Kind: chat.KindSticker, Text: "😀"}, "[nhãn dán] 😀"},
		"a place":               {chat.Line{Kind: chat.KindLocation, Text: "10.79,106.78 Quán"}, "10.79,106.78 Quán\nhttps://maps.google.com/?q=10.79,106.78"},
		"a place without a map": {chat.Line{Kind: chat.KindLocation, Text: "Quán, gần cầu"}, "Quán, gần cầu"},
		"a poll":                {chat.Line{Kind: chat.KindUnsupported, Data: "poll", Text: "Ăn gì?"}, "[bình chọn]\nĂn gì?"},
		"a poll on Zalo":        {chat.Line{Kind: chat.KindUnsupported, Data: "user_send_poll"}, "[bình chọn]"},
		"a poll of a Zalo bot":  {chat.Line{Kind: chat.KindUnsupported, Data: "message.poll.received"}, "[bình chọn]"},
		"what nobody knows":     {chat.Line{Kind: chat.KindUnsupported, Data: "moon"}, "[loại moon]"},
		"a start":               {chat.Line{Kind: chat.KindStart, Text: "/start"}, "/start"},
		"a start by a link":     {chat.Line{Kind: chat.KindStart, Text: "/start A-B", Data: "A-B"}, "mở từ liên kết: A-B"},
		"a button":              {chat.Line{Kind: chat.KindButton, Text: "Vẫn lỗi"}, "Vẫn lỗi"},
		"an old button":         {chat.Line{Kind: chat.KindButton}, "[nút cũ]"},
		"passed on":             {chat.Line{Kind: chat.KindSticker, Origin: "Lan"}, "↪ Lan:\n[nhãn dán]"},
	} {
		c.line.By = chat.ByUser
		if got := c.line.Shown(vi); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
