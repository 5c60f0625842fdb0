package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// MaxAlbum is how many items Telegram takes in one album.
const MaxAlbum = 10

// together tells how many of the files at the front one message carries:
// pictures and videos that Telegram holds already go out as an album, as they
// came in; anything else goes alone.
func together(files []chat.File) int {
	n := 0
	for n < len(files) && n < MaxAlbum && InAlbum(files[n]) {
		n++
	}
	return max(n, 1)
}

// InAlbum reports whether a file can be in an album: a picture or a video that
// Telegram holds already.
func InAlbum(f chat.File) bool {
	return (f.Kind == chat.FilePhoto || f.Kind == chat.FileVideo) && f.Channel == chat.Telegram && f.Ref != ""
}

// albumItem is one file of an album, as Telegram takes it.
type albumItem struct {
	Type      string `json:"type"`
	Media     string `json:"media"`
	Caption   string `json:"caption,omitempty"`
	ParseMode string `json:"parse_mode,omitempty"`
}

// sendAlbum sends the part's files as one album and returns the ids of its
// messages.
func (s *sender) sendAlbum(ctx context.Context, f shape) (string, error) {
	part, params := f.part, f.params
	items := make([]albumItem, len(part.Files))
	for i, file := range part.Files {
		items[i] = albumItem{Type: wayOf(file).field, Media: file.Ref}
	}
	items[0].Caption, items[0].ParseMode = params["caption"], params["parse_mode"]
	p := maps.Clone(params)
	delete(p, "caption")
	delete(p, "parse_mode")
	ids, err := s.mediaGroup(ctx, p, items)
	if err != nil {
		return "", err
	}
	return channels.IDs(ids...), nil
}

// AlbumItem is a file of an album for which InAlbum is true, with the words
// below it, in which no markup is read.
type AlbumItem struct {
	File    chat.File
	Caption string
}

// PostAlbum sends files as one album and returns the id of each item's
// message.
func (f *Forum) PostAlbum(ctx context.Context, to chat.Address, replyTo string, silent bool, items ...AlbumItem) ([]string, error) {
	p := inThread(to)
	if silent {
		p["disable_notification"] = "true"
	}
	if r := replyParameters(replyTo); r != "" {
		p["reply_parameters"] = r
	}
	media := make([]albumItem, len(items))
	for i, item := range items {
		media[i] = albumItem{Type: wayOf(item.File).field, Media: item.File.Ref, Caption: item.Caption}
	}
	return f.mediaGroup(ctx, p, media)
}

// mediaGroup sends an album and returns the id of each message; an answer
// that does not hold them all is no answer.
func (c *client) mediaGroup(ctx context.Context, params map[string]string, items []albumItem) ([]string, error) {
	media, err := json.Marshal(items)
	if err != nil {
		return nil, fmt.Errorf("telegram sendMediaGroup: %w", err)
	}
	params["media"] = string(media)
	type message struct {
		ID int64 `json:"message_id"`
	}
	sent, err := result[[]message](ctx, c, "sendMediaGroup", params)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(sent))
	for i, m := range sent {
		ids[i] = itoa(m.ID)
	}
	if len(ids) != len(items) || slices.Contains(ids, "0") {
		return nil, &channels.Failure{
			Class: channels.Unknown, Reason: reasonNoAnswer,
			Err: fmt.Errorf("telegram sendMediaGroup: sent, but of %d items the answer has the messages %v", len(items), ids),
		}
	}
	return ids, nil
}
