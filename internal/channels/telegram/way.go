package telegram

import (
	"context"
	"strings"

	"hotro/internal/channels"
)

// maxPayload is how long the payload of a link can be.
const maxPayload = 64

// way is the link that opens the bot at an error.
func (b *Bot) way(ctx context.Context, code, call string) (channels.Way, error) {
	me, err := b.Me(ctx)
	if err != nil {
		return channels.Way{Write: channels.Asked(code, call)}, err
	}
	w := channels.Way{URL: "https://t.me/" + me.Username}
	if p, ok := payload(code, call); ok {
		w.URL += "?start=" + p
	} else {
		w.Write = channels.Asked(code, call)
	}
	return w, nil
}

// payload is what a link carries of a code and a call ID: letters, digits, "-"
// and "_". A long code leaves room for what varies in a call ID only.
func payload(code, call string) (string, bool) {
	for _, id := range []string{call, strings.TrimPrefix(call, "call-vn-1-")} {
		p := strings.Trim(code+"-"+id, "-")
		if len(p) <= maxPayload && strings.Trim(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == "" {
			return p, true
		}
	}
	return "", false
}
