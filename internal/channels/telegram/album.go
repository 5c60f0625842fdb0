package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"hotro/internal/channels"
	"hotro/internal/chat"
)

// maxAlbum is how many items Telegram takes in one album.
const maxAlbum = 10

// together tells how many of the files at the front one message carries:
// pictures and videos that Telegram holds already go out as an album, as they
// came in; anything else goes alone.
func together(files []chat.File) int {
	n := 0
	for n < len(files) && n < maxAlbum && inAlbums(files[n]) {
		n++
	}
	return max(n, 1)
}

func inAlbums(f chat.File) bool {
	return (f.Kind == chat.FilePhoto || f.Kind == chat.FileVideo) && f.Channel == chat.Telegram && f.Ref != ""
}

// sendAlbum sends the part's files as one album and returns the id of its
// first message. An album with a file that Telegram won't have in it is sent
// one by one.
func (b *Bot) sendAlbum(ctx context.Context, part chat.Reply, params map[string]string) (string, error) {
	type item struct {
		Type      string `json:"type"`
		Media     string `json:"media"`
		Caption   string `json:"caption,omitempty"`
		ParseMode string `json:"parse_mode,omitempty"`
	}
	items := make([]item, len(part.Files))
	for i, f := range part.Files {
		items[i] = item{Type: wayOf(f).field, Media: f.Ref}
	}
	items[0].Caption, items[0].ParseMode = params["caption"], params["parse_mode"]
	media, err := json.Marshal(items)
	if err != nil {
		return "", fmt.Errorf("telegram sendMediaGroup: %w", err)
	}
	p := maps.Clone(params)
	delete(p, "caption")
	delete(p, "parse_mode")
	p["media"] = string(media)
	raw, err := b.Call(ctx, "sendMediaGroup", p)
	if errors.Is(err, errFile) {
		return b.sendEach(ctx, part, params)
	}
	if err != nil {
		return "", err
	}
	type result []struct {
		ID int64 `json:"message_id"`
	}
	sent, err := decode[result]("sendMediaGroup", raw)
	if err != nil || len(sent) == 0 || sent[0].ID == 0 {
		return "", &channels.Failure{
			Class: channels.Unknown, Reason: reasonNoAnswer,
			Err: fmt.Errorf("telegram sendMediaGroup: sent, but the answer has no message id"),
		}
	}
	return itoa(sent[0].ID), nil
}

func (b *Bot) sendEach(ctx context.Context, part chat.Reply, params map[string]string) (string, error) {
	first := ""
	for _, f := range part.Files {
		one := part
		one.Files = []chat.File{f}
		id, err := b.sendFile(ctx, one, params)
		if err != nil {
			return "", err
		}
		if first == "" {
			first = id
			params = maps.Clone(params)
			delete(params, "caption")
			delete(params, "reply_parameters")
		}
	}
	return first, nil
}
