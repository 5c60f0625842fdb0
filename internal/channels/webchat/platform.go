package webchat

import (
	"context"
	"net/url"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// Config is the web chat's configuration: it has none, and is always on.
type Config struct{}

// Validate is channels.Config.
func (Config) Validate() error { return nil }

// Open is channels.Config.
func (Config) Open(h channels.Host) (channels.Platform, error) {
	s := NewSender(h.Typing)
	return channels.Platform{Name: chat.Web, Icon: "globe", Sender: s, Typer: s, Retracts: channels.Always, Way: way(h.Base)}, nil
}

// way is the address of the chat page at an error.
func way(base string) func(context.Context, string, string) (channels.Way, error) {
	return func(_ context.Context, code, call string) (channels.Way, error) {
		at := base + "/chat?code=" + url.QueryEscape(code)
		if call != "" {
			at += "&call=" + url.QueryEscape(call)
		}
		return channels.Way{URL: at}, nil
	}
}
