package telegram

import (
	"context"
	"strings"

	"hotro/internal/chat"
)

// pictureSide is how wide a user's picture should be at least; they come in
// three sizes of some 160, 320 and 640 pixels.
const pictureSide = 96

// Picture returns the picture that a user shows on Telegram; a zero File where
// there is none, or the user lets no bot see it.
func (c *client) Picture(ctx context.Context, user chat.Address) (chat.File, error) {
	if strings.HasPrefix(user.Chat, "-") {
		return chat.File{}, nil // a group is nobody
	}
	raw, err := c.call(ctx, "getUserProfilePhotos", map[string]string{"user_id": user.Chat, "limit": "1"})
	if err != nil {
		return chat.File{}, err
	}
	type photos struct {
		Photos [][]struct {
			ID    string `json:"file_id"`
			Width int    `json:"width"`
		} `json:"photos"`
	}
	got, err := decode[photos]("getUserProfilePhotos", raw)
	if err != nil || len(got.Photos) == 0 {
		return chat.File{}, err
	}
	f := chat.File{Kind: chat.FilePhoto, Channel: chat.Telegram}
	for _, size := range got.Photos[0] { // the smallest comes first
		if f.Ref = size.ID; size.Width >= pictureSide {
			break
		}
	}
	if f.Ref == "" {
		return chat.File{}, nil
	}
	return f, nil
}
