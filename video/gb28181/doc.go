// Package gb28181 speaks GB/T 28181, editions 2016 and 2022, in both roles:
// [Platform] towards cameras, recorders and lower platforms, and [Device]
// towards a platform (practice cameras now, the cascade later).
//
// It owns who is registered and online, what a peer answers about itself, and
// the session that asks a camera for media; it carries no media, knows no
// person and no law, and keeps registrations in a store that it is handed.
//
// A platform:
//
//	p, err := gb28181.NewPlatform(gb28181.PlatformConfig{
//		ID:        "34020000002000000001",
//		Listeners: []dialog.Listener{{Network: "video", Address: ":5060"}},
//		Devices:   devices,       // who may register, with which password
//		Store:     registrations, // survives a restart; nil keeps them in memory
//		Events:    func(e gb28181.Event) { … },
//		Log:       log,
//	})
//	err = p.Open(ctx)                  // loads registrations, binds sockets
//	go p.Run(ctx)                      // until ctx ends
//	list, err := p.Catalog(ctx, device)
//	s, err := p.Invite(ctx, gb28181.MediaOffer{
//		Device: device, Channel: channel, Transport: gb28181.MediaUDP, Port: 30000, SSRC: 200000017,
//	})
//	// s.Answer tells where media will come from; then either
//	<-s.Done() // the device ended it: s.Cause()
//	err = s.Bye(ctx, nil)
//
// A failed Invite is an *[InviteError] with the code, the Warning and the whole
// exchange for the play doctor. A practice camera:
//
//	line, err := gb28181.NewLine(gb28181.LineConfig{Address: "127.0.0.1:0", Log: log}) // shared by thousands
//	err = line.Open()
//	go line.Run(ctx)
//	d, err := gb28181.NewDevice(gb28181.DeviceConfig{
//		Line: line, ID: "34020000001320000001", Server: server, ServerID: "34020000002000000001",
//		Password: "…", Catalog: …, Invite: func(ctx context.Context, c *gb28181.Call) { c.Accept(answer) },
//	})
//	err = d.Run(ctx) // registers, keeps alive, answers, until ctx ends
//
// Sub-rooms: code (20-digit codes), manscdp (XML bodies), sdp (media offers),
// ptz (camera movement), dialog (SIP itself, on sipgo, which does not show).
// What is spoken, tolerated and sent is written in docs/reference/gb28181.md.
package gb28181
