import type { ReactNode } from 'react';

/** A 20-pixel line icon; it says nothing to screen readers, the control around it has the name. */
function icon(paths: ReactNode) {
  return function Icon() {
    return (
      <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        {paths}
      </svg>
    );
  };
}

const MIC = (
  <>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5 11a7 7 0 0 0 14 0M12 18v3" />
  </>
);
const CAMERA = (
  <>
    <rect x="3" y="6" width="12" height="12" rx="3" />
    <path d="m15 11 6-3.5v9L15 13" />
  </>
);
const SLASH = <path d="M4 4 20 20" />;

export const MicIcon = icon(MIC);
export const MicOffIcon = icon(<>{MIC}{SLASH}</>);
export const CameraIcon = icon(CAMERA);
export const CameraOffIcon = icon(<>{CAMERA}{SLASH}</>);
export const ScreenIcon = icon(<><rect x="3" y="4" width="18" height="13" rx="2" /><path d="M8 21h8M12 14V8m-3 3 3-3 3 3" /></>);
export const PeopleIcon = icon(<><circle cx="9" cy="8" r="3.5" /><path d="M2.5 20a6.5 6.5 0 0 1 13 0M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5a6.5 6.5 0 0 1 3.5 5.5" /></>);
export const NodesIcon = icon(<><rect x="3" y="4" width="18" height="7" rx="2" /><rect x="3" y="13" width="18" height="7" rx="2" /><path d="M7 7.500h.01M7 16.500h.01" /></>);
export const ChatIcon = icon(<path d="M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z" />);
export const SendIcon = icon(<path d="M4 12 20 4l-5 16-3.500-6.500zM11.500 13.500 20 4" />);
export const GridIcon = icon(<><rect x="4" y="4" width="7" height="7" rx="1.5" /><rect x="13" y="4" width="7" height="7" rx="1.5" /><rect x="4" y="13" width="7" height="7" rx="1.5" /><rect x="13" y="13" width="7" height="7" rx="1.5" /></>);
export const SpeakerIcon = icon(<><rect x="3" y="4" width="18" height="10" rx="2" /><rect x="3" y="17" width="5" height="3" rx="1" /><rect x="9.500" y="17" width="5" height="3" rx="1" /><rect x="16" y="17" width="5" height="3" rx="1" /></>);
export const PinIcon = icon(<path d="M9 3h6l-1 6 4 4v2H6v-2l4-4zM12 15v6" />);
export const LinkIcon = icon(<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700l-1.3 1.300M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700l1.3-1.3" />);
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.500L19 7.5" />);
export const LeaveIcon = icon(<path d="M3 15.500c-.6-1.6-.3-3 .8-4C6 9.5 8.9 8.5 12 8.500s6 1 8.2 3c1.1 1 1.4 2.4.8 4l-4-1v-2.400a13 13 0 0 0-10 0v2.400z" />);
export const CloseIcon = icon(<path d="M6 6l12 12M18 6 6 18" />);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const PhoneIcon = icon(<path d="M5 4h4l1.5 5-2.5 1.500a12 12 0 0 0 5.5 5.500l1.5-2.5 5 1.500v4a1.5 1.5 0 0 1-1.6 1.500A16.5 16.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z" />);
export const SunIcon = icon(<><circle cx="12" cy="12" r="4" /><path d="M12 3v1.500M12 19.500V21M3 12h1.500M19.5 12H21M5.6 5.600l1.1 1.100M17.3 17.300l1.1 1.100M18.4 5.600l-1.1 1.100M6.7 17.300l-1.1 1.1" /></>);
export const MoonIcon = icon(<path d="M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z" />);
export const SystemIcon = icon(<><circle cx="12" cy="12" r="8.5" /><path d="M12 3.500v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" /></>);
export const BackIcon = icon(<path d="M19 12H5m6-6-6 6 6 6" />);
export const SignOutIcon = icon(<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 16l4-4-4-4M19 12H9" />);
export const SettingsIcon = icon(<><path d="M4 7h9M19 7h1M4 17h1M11 17h9" /><circle cx="16" cy="7" r="2.5" /><circle cx="8" cy="17" r="2.5" /></>);
export const WarningIcon = icon(<path d="M12 4 2.5 20h19zM12 10v4.500M12 17.200v.3" />);
export const WebhookIcon = icon(<><circle cx="6" cy="17" r="3" /><circle cx="18" cy="17" r="3" /><circle cx="12" cy="6" r="3" /><path d="M10.600 8.700 7.500 14.400M13.400 8.700l3.100 5.700M9 17h6" /></>);
export const KeyIcon = icon(<><circle cx="8" cy="15" r="4.5" /><path d="M11.200 11.800 20 3M16 7l3 3M13.500 9.500l2 2" /></>);
export const MailIcon = icon(<><rect x="3" y="5" width="18" height="14" rx="2" /><path d="m4 7 8 6 8-6" /></>);
export const StarIcon = icon(<path d="m12 4 2.500 5.200 5.700.8-4.100 4 1 5.700-5.100-2.700-5.100 2.700 1-5.700-4.100-4 5.700-.8z" />);
export const ContactsIcon = icon(<><rect x="4" y="3" width="16" height="18" rx="2" /><circle cx="12" cy="10" r="2.5" /><path d="M7.500 17a4.500 4.500 0 0 1 9 0" /></>);
export const SwitchIcon = icon(<path d="m8 9 4-4 4 4M8 15l4 4 4-4" />);
export const PulseIcon = icon(<path d="M3 12h4l2.500-6 5 12 2.500-6h4" />);
