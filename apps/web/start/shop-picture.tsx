/** A shop front with its terminal and the seal of the check; drawn by hand, decorative. */
export const ShopPicture = () => (
  <svg className="shop-picture" viewBox="0 0 440 340" aria-hidden="true">
    <ellipse cx="220" cy="312" rx="196" ry="14" fill="#041a47" opacity="0.5" />
    <rect x="50" y="96" width="290" height="214" rx="10" fill="#f6f8fc" />
    <rect x="50" y="96" width="290" height="46" fill="#dfe7f4" />
    <g>
      {[0, 1, 2, 3, 4, 5].map((stripe) => (
        <path
          key={stripe}
          d={`M${44 + stripe * 50.4} 70h50.400v52a25.200 25.200 0 0 1-50.400 0z`}
          fill={stripe % 2 === 0 ? '#e8533f' : '#fff4ea'}
        />
      ))}
    </g>
    <rect x="44" y="52" width="302.400" height="24" rx="8" fill="#b93a2a" />
    <rect x="74" y="168" width="126" height="92" rx="6" fill="#bcd6ff" />
    <path d="M74 232 138 168h30L84 252z" fill="#e4efff" />
    <rect x="66" y="258" width="142" height="12" rx="4" fill="#c9d3e4" />
    <rect x="234" y="164" width="78" height="146" rx="6" fill="#22406f" />
    <rect x="244" y="176" width="58" height="70" rx="4" fill="#a9c8f8" />
    <circle cx="300" cy="262" r="4.500" fill="#ffd27a" />
    <g transform="rotate(-7 322 210)">
      <rect x="270" y="112" width="112" height="184" rx="18" fill="#17253d" />
      <rect x="281" y="124" width="90" height="86" rx="8" fill="#e9f7ee" />
      <g fill="#5a6c8a">
        {[0, 1, 2, 3, 4, 5, 6, 7, 8].map((key) => (
          <rect
            key={key}
            x={283 + (key % 3) * 30}
            y={220 + Math.floor(key / 3) * 22}
            width="25"
            height="16"
            rx="5"
          />
        ))}
      </g>
      <rect x="313" y="264" width="25" height="16" rx="5" fill="#39b86b" />
      <rect x="283" y="264" width="25" height="16" rx="5" fill="#e8533f" />
      <circle cx="326" cy="167" r="27" fill="#1c8a4a" />
      <path
        d="m314 168 8.500 8.500L339 159"
        fill="none"
        stroke="#fff"
        strokeWidth="6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </g>
  </svg>
)
