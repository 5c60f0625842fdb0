package telegramtest

// Pictures are what the person shows of themselves, in one size; nil takes it
// away.
func (u *User) Pictures(data []byte) {
	u.tg.mu.Lock()
	defer u.tg.mu.Unlock()
	delete(u.tg.faces, u.ID)
	if data != nil {
		u.tg.faces[u.ID] = u.tg.keep(storedFile{kind: "photo", name: "photo.jpg", mime: "image/jpeg", data: data})
	}
}

// getUserProfilePhotos answers for who has written to the bot. Who hides their
// pictures from strangers has none for a bot.
func (tg *Server) getUserProfilePhotos(r *request) (any, *wireError) {
	id := r.num("user_id")
	if tg.users[id] == nil {
		return nil, bad("user not found")
	}
	photos := [][]wirePhoto{}
	if face, ok := tg.faces[id]; ok {
		photos = append(photos, []wirePhoto{
			{FileID: face, UniqueID: "u" + face, Width: 160, Height: 160, Size: len(tg.stored(face).data)},
			{FileID: face + "-large", UniqueID: "l" + face, Width: 640, Height: 640},
		})
	}
	return map[string]any{"total_count": len(photos), "photos": photos}, nil
}
