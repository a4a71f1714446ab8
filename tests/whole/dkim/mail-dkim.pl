#!/usr/bin/perl
# mail-dkim.pl - signs and checks many messages with Mail::DKIM: a witness, for tests only
#
# Usage: mail-dkim.pl verify KEYS REPEAT < files     prints "file selector=result ..." and the median microseconds
#        mail-dkim.pl sign < orders                  each "file key algorithm method domain selector"; rewrites the file
#
# KEYS: lines "selector._domainkey.domain record".
use strict;
use warnings;
use Mail::DKIM::DNS;
use Mail::DKIM::PrivateKey;
use Mail::DKIM::Signer;
use Mail::DKIM::Verifier;
use Net::DNS;
use Time::HiRes qw(time);

my %records;

sub read_file {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!\n";
    local $/;
    return scalar <$file>;
}

sub answer {
    my ($name) = @_;
    my $record = $records{ lc $name };
    $@ = defined $record ? 'NOERROR' : 'NXDOMAIN';
    return unless defined $record;
    return Net::DNS::RR->new( name => $name, type => 'TXT', txtdata => [ unpack '(a250)*', $record ] );
}

sub check {
    my ($text) = @_;
    my $dkim = Mail::DKIM::Verifier->new();
    $dkim->PRINT($text);
    $dkim->CLOSE;
    return $dkim;
}

sub verify {
    my ( $keys, $repeat ) = @_;
    no warnings 'redefine';
    *Mail::DKIM::DNS::query = \&answer;
    %records = map { /^(\S+) (.*)/ ? ( lc $1 => $2 ) : () } split /\n/, read_file($keys);
    while ( my $path = <STDIN> ) {
        chomp $path;
        my $text = read_file($path);
        my $dkim = eval { check($text) };
        my @results = $dkim ? map { ( $_->selector // '-' ) . '=' . $_->result } $dkim->signatures : ();
        my @times;
        for ( 1 .. $repeat ) {
            my $start = time;
            check($text);
            push @times, int( 1e6 * ( time - $start ) );
        }
        @times = sort { $a <=> $b } @times;
        print join( ' ', $path, @results, $repeat ? $times[ $repeat / 2 ] : () ), "\n";
    }
}

sub sign {
    while ( my $line = <STDIN> ) {
        my ( $path, $key, $algorithm, $method, $domain, $selector ) = split ' ', $line;
        my $text   = read_file($path);
        my $signer = Mail::DKIM::Signer->new(
            Algorithm => $algorithm,
            Method    => $method,
            Domain    => $domain,
            Selector  => $selector,
            Key       => Mail::DKIM::PrivateKey->load( File => $key ),
        );
        $signer->PRINT($text);
        $signer->CLOSE;
        open my $file, '>:raw', $path or die "$path: $!\n";
        print $file $signer->signature->as_string, "\r\n", $text;
        close $file;
    }
}

my $what = shift // '';
$what eq 'sign' ? sign() : verify(@ARGV);
