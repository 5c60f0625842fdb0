package webchat

import (
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
	return channels.Platform{Name: chat.Web, Icon: "globe", Sender: s, Typer: s}, nil
}
